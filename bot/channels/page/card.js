// How one message looks. Everything goes through `plain` and textContent: what is in a message
// is shown, never obeyed.

// Without the marks that could reorder what is read.
export const plain = text => text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "");

export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = plain(text);
  return node;
}

export function button(label, className, tapped) {
  const node = element("button", className, label);
  node.type = "button";
  node.addEventListener("click", tapped);
  return node;
}

export function clock(at, language) {
  const timeZone = document.documentElement.dataset.zone; // the city's, wherever the reader sits
  const shape = { timeZone, month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(language, shape).format(new Date(at));
}

// The link under which a card's file is saved.
function saved({ ref, name }) {
  const link = element("a", "file", name);
  link.href = `/api/kept/${encodeURIComponent(ref)}/${encodeURIComponent(plain(name))}`;
  link.download = plain(name);
  return link;
}

// A card as it came; `answer` is its reply button, `tap` is told the token of any other.
export function cardParts({ title, fields, lines, buttons, file }, answer, tap) {
  const head = element("header");
  head.append(element("h2", "", title), answer);
  const list = element("dl");
  for (const [label, value] of fields) list.append(element("dt", "", label), element("dd", "", value));
  const text = element("div", "lines");
  text.append(...lines.map(line => element("p", "", line)));
  const kept = element("div", "kept");
  if (file) kept.append(saved(file));
  const rows = element("div", "buttons");
  for (const row of buttons) {
    const line = element("div", "row");
    // A calendar's weekdays and empty cells stay in their columns, but are nothing to press.
    const still = ({ label }) => label === "·" || (row.length === 7 && !/\d/.test(label));
    line.append(...row.map(one => still(one) ? element("span", "cell", one.label) : button(one.label, one.style, () => tap(one.token))));
    rows.append(line);
  }
  return [head, list, text, kept, rows].filter(part => part.childElementCount);
}

// Own words, over the card they answer and the file they came with.
export function ownParts(text, quote, file) {
  return [["quote", quote], ["", file], ["", text]]
    .filter(([, words]) => words)
    .map(([className, words]) => element("p", className, words));
}
