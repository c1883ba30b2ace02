// The chat page: two panes, each of them one official. Its protocol is told in bot/channels/browser.py.

import { button, cardParts, clock, element, ownParts, plain } from "/card.js";
import { flush, keep, post, waiting } from "/sending.js";
import { WORDS } from "/words.js";

const FILE_LIMIT = 10 * 1024 * 1024; // bytes
let language = localStorage.getItem("language") === "en" ? "en" : "zh";
let officials = [];
let active = 0;
const panes = [];

const word = (key, value) => (value === undefined ? WORDS[language][key] : WORDS[language][key](value));

class Pane {
  constructor(number) {
    this.number = number;
    this.root = document.getElementById("pane").content.cloneNode(true).firstElementChild;
    for (const name of ["select", "textarea", "form"]) this[name] = this.root.querySelector(name);
    for (const name of ["log", "toast", "status", "quick"]) this[name] = this.root.querySelector(`.${name}`);
    this.find = this.root.querySelector("[type=search]");
    this.picker = this.root.querySelector("[type=file]");
    this.chips = { reply: this.root.querySelector(".reply"), file: this.root.querySelector(".attached") };
    this.badge = element("span", "unread");
    this.root.querySelector(".who").append(this.badge);
    this.tab = button("", "", () => attend(this));
    this.found = [];
    this.clear();
    this.listen();
  }

  clear() {
    this.nodes = new Map(); // message id -> its article
    this.touched = new Set(); // shown by an event of this stream, which no transcript may undo
    this.unread = 0;
    this.loaded = false;
    this.stick = true; // the log follows its end
    this.asking = false; // I typed, and nothing has come back yet
    this.log.replaceChildren();
    this.setReply(null);
    this.setFile(null);
  }

  listen() {
    this.form.addEventListener("submit", event => { event.preventDefault(); this.send(); });
    this.textarea.addEventListener("keydown", event => {
      // Enter that picks a word of a Chinese input method is not a send.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape") this.setReply(null);
    });
    this.select.addEventListener("change", () => this.become(this.select.value));
    this.find.addEventListener("input", () => this.search());
    this.find.addEventListener("keydown", event => {
      if (event.key === "Enter" && this.found[0]) this.become(this.found[0].id);
      if (event.key === "Escape") { this.find.value = ""; this.search(); }
    });
    this.root.querySelector(".attach").addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => { this.setFile(this.picker.files[0] ?? null); this.picker.value = ""; });
    this.chips.reply.lastElementChild.addEventListener("click", () => this.setReply(null));
    this.chips.file.lastElementChild.addEventListener("click", () => this.setFile(null));
    this.log.addEventListener("scroll", () => {
      this.stick = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    });
    new ResizeObserver(() => this.follow()).observe(this.log);
    for (const event of ["focusin", "pointerdown"]) this.root.addEventListener(event, () => attend(this));
  }

  // Who am I?

  search() {
    const asked = this.find.value.trim().toLowerCase();
    this.found = officials.filter(one => `${one.name} ${one.title} ${one.department}`.toLowerCase().includes(asked));
    const shown = asked ? officials.filter(one => one.id === this.who || this.found.includes(one)) : officials;
    const groups = new Map();
    for (const one of shown) {
      const option = element("option", "", one.name.includes(one.title) ? one.name : `${one.name} · ${one.title}`);
      option.value = one.id;
      if (!groups.has(one.department)) groups.set(one.department, element("optgroup"));
      groups.get(one.department).append(option);
    }
    for (const [department, group] of groups) group.label = plain(department);
    this.select.replaceChildren(...groups.values());
    this.select.value = this.who;
    if (asked) this.tell(word("found", this.found.length));
  }

  become(who) {
    this.who = who;
    localStorage.setItem(`pane${this.number}`, who);
    this.find.value = "";
    this.search();
    this.clear();
    this.toast.textContent = "";
    for (const said of waiting) if (said.as === who) this.showWaiting(said);
    this.connect();
    this.mark();
  }

  // The stream

  connect() {
    this.source?.close();
    const source = new EventSource(`/api/stream?as=${encodeURIComponent(this.who)}`);
    const on = (name, act) => source.addEventListener(name, event => act(JSON.parse(event.data)));
    on("ready", () => this.ready());
    on("message", shown => this.arrive(shown, "fresh"));
    on("edit", shown => this.arrive(shown, "changed"));
    on("toast", ({ tap, text }) => this.answered(tap, text));
    source.onerror = () => {
      this.tell(word("offline"), true);
      // Refused rather than lost: the browser gives up, so we ask why and come again.
      if (source.readyState === EventSource.CLOSED) this.comeAgain(source);
    };
    this.source = source;
  }

  comeAgain(source) {
    setTimeout(async () => {
      const status = await fetch("/api/officials").then(answer => answer.status, () => 0);
      if (source !== this.source) return;
      if (status !== 403) return this.connect();
      this.tell(word("locked"), true);
      this.comeAgain(source);
    }, 2000);
  }

  ready() {
    this.tell(word("online"));
    this.touched.clear();
    flush(settle);
    this.catchUp();
    // A card may have gone out just before we listened and into the transcript just after.
    clearTimeout(this.later);
    this.later = setTimeout(() => this.catchUp(), 2000);
  }

  async catchUp() {
    const { who, source } = this;
    const answer = await fetch(`/api/transcript?as=${encodeURIComponent(who)}`).catch(() => null);
    const transcript = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!transcript || source !== this.source) return;
    const missed = transcript.filter(shown => !shown.mine && !this.nodes.has(shown.id));
    for (const shown of transcript) if (!this.touched.has(shown.id)) this.show(shown);
    this.arrange(transcript);
    if (this.loaded && missed.length) { this.tell(word("missed", missed.length)); this.count(missed.length); }
    this.loaded = true;
    this.rest();
  }

  // In the order of the transcript; what it does not have yet stays behind.
  arrange(transcript) {
    let place = this.log.firstElementChild;
    for (const { id } of transcript) {
      const node = this.nodes.get(id);
      if (node === place) place = place.nextElementSibling;
      else this.log.insertBefore(node, place);
    }
  }

  arrive(shown, how) {
    const known = this.nodes.has(shown.id);
    this.touched.add(shown.id);
    this.show(shown);
    if (shown.mine) return;
    this.tell(word(known ? "changed" : how, plain(shown.card.title)));
    if (!known) this.count(1);
    // What I typed may be answered by an edit of a card far above, as a form's steps are.
    if (this.asking) this.nodes.get(shown.id).scrollIntoView({ block: "nearest" });
    this.asking = false;
  }

  // Messages

  show(shown, state = "") {
    let node = this.nodes.get(shown.id);
    if (!node) {
      node = element("article");
      this.nodes.set(shown.id, node);
      this.log.append(node);
    }
    const at = shown.at || node.at || new Date().toISOString();
    const face = JSON.stringify([shown.card, shown.text, shown.file, state, at]);
    if (face !== node.face) Object.assign(node, { face, at, shown, state });
    else return;
    this.draw(node);
    this.rest();
  }

  draw(node) {
    const held = node.contains(document.activeElement) && document.activeElement.textContent;
    const parts = node.shown.card ? this.cardParts(node) : this.ownParts(node.shown);
    const note = [clock(node.at, word("locale")), node.state && word(node.state)].filter(Boolean).join(" · ");
    node.className = `message ${node.shown.card ? "card" : "mine"} ${node.state}`;
    node.tabIndex = -1;
    node.ariaBusy = null;
    node.replaceChildren(...parts, element("p", "time foot", note));
    // Where the focus was on a button that is gone, it stays with the card.
    if (held !== false) ([...node.querySelectorAll("button")].find(one => one.textContent === held) ?? node).focus();
  }

  ownParts({ text, file, reply_to }) {
    const quoted = this.nodes.get(reply_to)?.shown.card;
    return ownParts(text, quoted && word("replying", quoted.title), file && word("file", file));
  }

  cardParts(node) {
    const answer = button(word("reply"), "answer", () => { this.setReply(node.shown); this.textarea.focus(); });
    answer.ariaLabel = word("replying", plain(node.shown.card.title));
    return cardParts(node.shown.card, answer, token => this.tap(node, token));
  }

  rest() {
    this.log.querySelector(".empty")?.remove();
    if (!this.nodes.size && this.loaded) this.log.append(element("p", "empty", word("empty")));
    this.follow();
  }

  follow() {
    if (this.stick) this.log.scrollTop = this.log.scrollHeight;
  }

  // What I do

  send() {
    const text = this.textarea.value;
    if (!this.file && !text.trim()) return;
    this.put({ text, reply_to: this.reply?.id ?? "", ...(this.file && { file: this.file }) });
    this.textarea.value = "";
    this.setReply(null);
    this.setFile(null);
  }

  put(words) {
    const said = { as: this.who, id: crypto.randomUUID(), ...words };
    keep(said);
    this.toast.textContent = ""; // it belonged to what came before
    this.stick = true;
    this.asking = true;
    this.showWaiting(said);
    flush(settle);
  }

  showWaiting(said) {
    this.show({ ...said, mine: true, card: null, file: said.file?.name ?? "" }, "waiting");
  }

  async tap(node, token) {
    if (node.ariaBusy) return;
    const said = { as: this.who, id: crypto.randomUUID(), token, message: node.shown.id };
    node.ariaBusy = "true";
    this.toast.textContent = "";
    node.tap = said.id;
    const status = await post("/api/tap", said);
    // A decision is never sent later on its own: whoever tapped may have gone.
    if (status !== 202) this.answered(said.id, word("tap_lost"));
    else setTimeout(() => node.tap === said.id && this.answered(said.id, word("tap_slow")), 8000);
  }

  answered(tap, text) {
    for (const node of this.nodes.values()) if (node.tap === tap) Object.assign(node, { tap: null, ariaBusy: null });
    if (!text) return;
    this.tell(plain(text));
    this.toast.textContent = plain(text);
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { this.toast.textContent = ""; }, 2500 + 80 * text.length);
  }

  setReply(shown) {
    this.reply = shown;
    this.chip("reply", shown && word("replying", plain(shown.card.title)));
  }

  setFile(file) {
    const big = file && file.size > FILE_LIMIT;
    if (big) this.tell(word("too_big"), true);
    this.file = big ? null : file;
    this.chip("file", this.file && word("file", plain(file.name)));
    if (this.file) this.textarea.focus();
  }

  chip(name, text) {
    this.chips[name].hidden = !text;
    this.chips[name].firstElementChild.textContent = text ?? "";
  }

  // What is said about it

  tell(text, trouble = false) {
    this.status.textContent = text;
    this.status.classList.toggle("off", trouble);
  }

  count(more) {
    if (active !== this.number || !document.hasFocus()) this.unread += more;
    this.mark();
  }

  mark() {
    const me = officials.find(one => one.id === this.who);
    const badge = this.unread ? word("unread", this.unread) : "";
    this.badge.textContent = badge;
    this.badge.hidden = !badge;
    const name = element("span", "", me?.name ?? "");
    this.tab.replaceChildren(name, ...(badge ? [element("span", "unread", badge)] : []));
    this.root.ariaLabel = name.textContent;
    const total = panes.reduce((sum, pane) => sum + pane.unread, 0);
    document.title = total ? `(${total}) ${word("title")}` : word("title");
  }

  speak() {
    this.quick.replaceChildren(...word("words").map(text => button(text, "", () => this.put({ text, reply_to: "" }))));
    this.find.placeholder = word("find_short");
    this.textarea.placeholder = word("say");
    for (const node of this.nodes.values()) this.draw(node);
    if (this.reply) this.setReply(this.reply);
    if (this.file) this.setFile(this.file);
    this.tell(this.source?.readyState === EventSource.OPEN ? word("online") : "");
    this.rest();
    this.mark();
  }
}

function settle(id, taken) {
  for (const pane of panes) {
    const node = pane.nodes.get(id);
    if (node) pane.show(node.shown, taken ? "" : "refused");
  }
}

function attend(pane) {
  active = pane.number;
  pane.unread = 0;
  for (const one of panes) {
    one.root.classList.toggle("active", one === pane);
    one.tab.ariaPressed = String(one === pane);
  }
  pane.mark();
}

function speak() {
  document.documentElement.lang = word("locale");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = word(node.dataset.label);
  const other = document.getElementById("language");
  [other.textContent, other.lang] = language === "zh" ? ["English", "en"] : ["中文", "zh-CN"];
  for (const pane of panes) pane.speak();
}

async function begin() {
  const answer = await fetch("/api/officials").catch(() => null);
  if (!answer?.ok) {
    for (const pane of panes) pane.tell(word(answer?.status === 403 ? "locked" : "offline"), true);
    setTimeout(begin, 2000);
    return;
  }
  officials = await answer.json();
  const first = [officials.find(one => one.rank === "deputy"), officials.find(one => one.rank === "vice_mayor")];
  for (const pane of panes) {
    const kept = officials.find(one => one.id === localStorage.getItem(`pane${pane.number}`));
    const who = kept ?? first[pane.number] ?? officials[pane.number] ?? officials[0];
    if (who) pane.become(who.id);
  }
}

panes.push(new Pane(0), new Pane(1));
document.querySelector("main").append(...panes.map(pane => pane.root));
document.querySelector(".tabs").append(...panes.map(pane => pane.tab));
document.getElementById("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
  speak();
  for (const pane of panes) pane.tell(word("cards"));
});
window.addEventListener("focus", () => attend(panes[active]));
attend(panes[0]);
speak();
begin();
