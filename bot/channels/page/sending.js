// What the person said on its way out: kept until it is known to be taken, also over a reload.

// Oldest first. A file cannot be kept over a reload.
export const waiting = JSON.parse(localStorage.getItem("waiting") ?? "[]");
let flushing = false;
let retry = 0;

export function keep(said) {
  waiting.push(said);
  save();
}

// One at a time and in order; sending again under the same id is harmless.
export async function flush(settled) {
  if (flushing) return;
  flushing = true;
  while (waiting.length) {
    const [said] = waiting;
    const status = await post(said.file ? "/api/file" : "/api/say", said);
    if (status === 0 || status === 403 || status >= 500) {
      clearTimeout(retry);
      retry = setTimeout(() => flush(settled), 3000);
      break;
    }
    waiting.shift();
    save();
    settled(said.id, status === 202);
  }
  flushing = false;
}

// The status of the answer; 0 where there was none.
export async function post(path, said) {
  const headers = { "X-Requested-With": "page" };
  const body = said.file ? form(said) : JSON.stringify(said);
  if (!said.file) headers["Content-Type"] = "application/json"; // the browser writes a form's own
  try {
    return (await fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(30000) })).status;
  } catch {
    return 0;
  }
}

function form(said) {
  const body = new FormData();
  for (const key of ["as", "id", "reply_to"]) body.append(key, said[key]);
  body.append("caption", said.text);
  body.append("file", said.file, said.file.name);
  return body;
}

function save() {
  localStorage.setItem("waiting", JSON.stringify(waiting.filter(said => !said.file)));
}
