// What a person or a program is told while the platform behind the front does not answer.

const WORDS = "平台暂时没有应答，请稍等几秒再试。";
const SECONDS = 3;
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="${SECONDS}">
<meta name="viewport" content="width=device-width"><title>智慧安商</title>
<body style="font: 20px/1.8 sans-serif; text-align: center; margin: 20vh 1em; color: #1b2430">
<p>${WORDS}</p><p style="font-size: 16px; color: #596575">这一页会自动重新打开，不必反复点击。</p></body></html>`;

export function tell_no_answer(request, response, status) {
	const for_programs = request.url.startsWith("/api/");
	const message = JSON.stringify({ message: WORDS, title: "信息" });
	response
		.writeHead(status, {
			"Content-Type": for_programs ? "application/json" : "text/html; charset=utf-8",
			"Cache-Control": "no-store",
			"Retry-After": String(SECONDS),
		})
		.end(for_programs ? JSON.stringify({ error_code: "no_answer", _server_messages: JSON.stringify([message]) }) : PAGE);
}
