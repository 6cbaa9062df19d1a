// Photos before they are sent: made smaller where the browser can, and as they are where it cannot.

import { make } from "./dom.js";

// what the platform keeps of a photo; made smaller here already it travels faster
const LONGEST_SIDE = 1600;

// a picture this browser cannot read or draw goes as it is: the platform says what is wrong with it
export async function smaller(file, longest = LONGEST_SIDE) {
	const picture = await read(file);
	if (!picture?.width) return file;
	const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
	const canvas = make("canvas", { width: picture.width * scale, height: picture.height * scale });
	const drawing = canvas.getContext("2d");
	if (!drawing || !canvas.toBlob) return file;
	drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8))) || file;
}

function read(file) {
	return typeof createImageBitmap === "function" ? createImageBitmap(file).catch(() => read_plainly(file)) : read_plainly(file);
}

// older browsers read a picture only as an element of a page
function read_plainly(file) {
	return new Promise((resolve) => {
		const picture = new Image();
		const address = URL.createObjectURL(file);
		const end = (read_one) => {
			URL.revokeObjectURL(address);
			resolve(read_one);
		};
		picture.onload = () => end(picture);
		picture.onerror = () => end(null);
		picture.src = address;
	});
}
