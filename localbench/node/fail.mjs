export class Failure extends Error {}

// One sentence and a non-zero exit is what the caller shows; a stack only for what nobody foresaw.
export function stop(error) {
	const text = error instanceof Failure ? error.message : error?.stack || String(error);
	process.stderr.write(`${text}\n`);
	process.exit(1);
}
