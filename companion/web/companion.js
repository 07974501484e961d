/* The page's own script: which book, up to where, which view; chips and buttons; the reading pane.
   All content comes from Python as HTML that is escaped there. Nothing is fetched from anywhere but this server. */
(() => {
  "use strict";
  const tabs = (window.CompanionTabs ||= {});
  const waiting = {};
  const state = {
    book: "", until: null, view: "chat", conversation: "", labels: [], title: "", edition: 0,
    page: 1, conflicts: 0, bible: null, ideas: "", identities: [], earliest: 1, stale: false,
  };
  const pane = { list: [], at: -1, chapter: 0, view: "", question: "" };
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (selector, html) => { const place = find(selector); if (place) place.innerHTML = html; return place; };
  /* What is looked at: a reply that comes when this has changed is not shown. */
  const looking = () => `${state.book}:${state.until}`;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  // -- talking to Python ------------------------------------------------------------------------------------------

  const tab = (name) =>
    tabs[name] ? Promise.resolve(tabs[name]) : new Promise((done) => (waiting[name] ||= []).push(() => done(tabs[name])));

  /* What Python answers; an object with `error` when something went wrong. */
  async function request(name, fn, more = {}) {
    const { server } = await tab(name);
    const reply = await server[`do_${fn}`]({ book: state.book, until: state.until, ...more }).catch(() => null);
    if (reply) { window.Companion.reached?.(true); return reply; }
    // Gradio answers nothing both when a function failed and when nobody is there.
    const there = await fetch("/companion/icon.svg", { cache: "no-store" }).then(() => true, () => false);
    window.Companion.reached?.(there);
    return there
      ? { error: "That went wrong. The window in which the companion runs says why." }
      : { error: "The companion does not answer. Is it still running?", gone: true };
  }

  async function call(name, fn, more = {}) {
    const reply = await request(name, fn, more);
    if (reply.gone && window.Companion.reached) { window.Companion.reached(false); return null; } // said above the box
    if (reply.error) { tell(reply.error); return null; }
    return reply;
  }

  function tell(line) {
    let box = find("#tell");
    if (!box) document.body.append((box = element("div", { id: "tell", role: "status" })));
    box.textContent = line;
    box.classList.add("on");
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => box.classList.remove("on"), 6000);
  }

  /* Show a job's progress until it ends; returns how: { state, error }. */
  async function follow(job, place) {
    for (;;) {
      const now = await request("rail", "progress", { job });
      if (now.error) Object.assign(now, { state: "failed" });
      if (now.state !== "running") { if (place) place.innerHTML = ""; return now; }
      if (place) place.innerHTML = now.html;
      await pause(150);
    }
  }

  // -- the book ---------------------------------------------------------------------------------------------------

  const remember = (key, value) => { try { localStorage.setItem(`companion:${key}`, value); } catch { /* private window */ } };
  const recall = (key) => { try { return localStorage.getItem(`companion:${key}`) || ""; } catch { return ""; } };

  async function enter(book) {
    const wanted = book || new URLSearchParams(location.search).get("book") || "";
    state.book = wanted;
    const reply = await call("rail", "enter", { book: wanted });
    find("#boot")?.remove();
    if (!reply || reply.nothing) {
      if (reply) find("#rail-body").innerHTML = reply.rail;
      return show("open");
    }
    Object.assign(state, { book: reply.book, page: parseInt(recall(`page:${reply.book}`), 10) || 1, conflicts: 0, bible: null, ideas: "" });
    for (const selector of ["#front", "#starters", "#scenes-body", "#bible-main", "#bible-people", "#chapters-body"]) if (find(selector)) { find(selector).innerHTML = ""; delete find(selector).dataset.for; }
    const address = new URL(location.href);
    address.searchParams.set("book", reply.book);
    history.replaceState(null, "", address);
    document.body.classList.toggle("unread", !reply.edition);
    const wall = parseInt(recall(`until:${reply.book}`), 10);
    state.until = Number.isFinite(wall) && wall < reply.labels.length ? wall : null;
    state.identities = [];
    state.conversation = recall(`conversation:${reply.book}`) || crypto.randomUUID();
    remember(`conversation:${reply.book}`, state.conversation);
    about(reply);
    closePane();
    restore();
    window.Companion.begun?.();
    if (!reply.job) return show("chapters"); // not indexed: what was found comes first
    show("chat");
    const known = reply.edition > 0;
    if (known) look();
    await update(reply.job, known);
  }

  async function update(job, quietly) {
    const before = state.edition;
    const first = find("#front");
    const place = quietly ? find("#rail-progress") : first;
    if (!quietly) {
      place.innerHTML = opening();
      find("h2", place).textContent = state.title;
    }
    const bar = quietly ? place : find(".opening-bar", place);
    const fresh = find("#freshness");
    if (fresh) fresh.textContent = "looking for changes";
    const ended = await follow(job, bar);
    if (!quietly) place.innerHTML = "";
    if (ended.state !== "done") {
      if (!state.edition) stopped(place, ended);
      else if (ended.error) tell(ended.error);
      if (find("#freshness")) find("#freshness").textContent = ended.state === "cancelled" ? "stopped" : "not up to date";
      return;
    }
    const reply = await call("rail", "arrived");
    if (!reply) return;
    about(reply);
    document.body.classList.remove("unread");
    if (reply.edition !== before && before) requote();
    if (reply.edition !== before || !quietly) { look(); reshow(); }
    if (!quietly) closePane();
  }

  /* The chapters have changed: the quotes of the conversation are looked for anew. False while an answer streams, after
     which the page is renewed. */
  function requote() {
    state.stale = document.body.classList.contains("asking");
    if (!state.stale && find("#log .message-row")) {
      scrollNext = false;
      keepAt = find("#chat-scroll").scrollTop;
      find("#restore")?.click();
    }
    return !state.stale;
  }

  /* The book has been brought up to date behind our back: show it as it is now, and disturb nothing. */
  async function renew() {
    const reply = await call("rail", "arrived");
    if (!reply) return;
    about(reply);
    if (!requote()) return;
    look();
    if (!pane.list.length) rest();
    if (state.view !== "chat") reshow(true);
  }

  const opening = () => `<div class="opening"><h2></h2><p class="sub">Reading your book. You can ask as soon as it is done.</p><div class="opening-bar"></div></div>`;
  function stopped(place, ended) {
    document.body.classList.add("unread");
    place.innerHTML = `<div class="empty"><h3></h3><p></p><div class="acts"><button class="act" value="index">Try again</button><button class="act" value="view|chapters">What was found</button><button class="act" value="view|open">Open another manuscript</button></div></div>`;
    find("h3", place).textContent = ended.error ? "The book could not be read" : "Stopped";
    find("p", place).textContent = ended.error || "Nothing was changed. Go on when you like.";
  }

  function about(reply) {
    const open = find("#rail .chapters")?.scrollTop || 0;
    const focused = document.activeElement?.closest?.("#rail") ? document.activeElement.id : "";
    const news = find("#news")?.innerHTML || "";
    const fresh = find("#freshness");
    const same = state.shown === state.book;
    const last = state.until === null ? "" : state.identities[state.until - 1];
    find("#rail-body").innerHTML = reply.rail;
    if (same && find("#news")) find("#news").innerHTML = news;
    if (same && fresh && find("#freshness")) find("#freshness").replaceWith(fresh);
    find("#rail .chapters").scrollTop = open;
    if (focused) find(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
    Object.assign(state, {
      title: reply.title, labels: reply.labels, edition: reply.edition, identities: reply.identities || [],
      earliest: reply.earliest ?? 1, shown: state.book,
    });
    // The wall stands after a chapter, not at a number: a prologue put in front moves it along.
    const now = last ? state.identities.indexOf(last) + 1 : 0;
    if (now) { state.until = now; remember(`until:${state.book}`, String(now)); }
    if (state.until !== null && state.until >= state.labels.length) state.until = null;
    document.title = `${reply.title} · Companion`;
    const bar = find("#topbar");
    if (!bar.querySelector("strong")) bar.replaceChildren(
      element("button", { className: "act", value: "menu", ariaLabel: "Menu", ariaExpanded: "false", textContent: "☰" }),
      element("strong", {}),
      element("span", { id: "topbar-wall", className: "sub" }),
    );
    bar.querySelector("strong").textContent = reply.title; // the button stays: it may have the focus, and the menu be open
    showWall();
    mark();
    window.Companion.count(state.conflicts);
  }

  async function look() {
    const asked = `${state.book}:${state.until}`;
    const front = find("#front");
    if (!front.innerHTML) {
      front.innerHTML = `<div class="opening"><h2></h2><p class="sub">Seeing who is who …</p><div class="prog unknown"><i></i></div></div>`;
      find("h2", front).textContent = state.title;
    }
    const reply = await call("rail", "look");
    if (asked !== `${state.book}:${state.until}`) return;
    if (!reply) { if (find(".opening", front)) front.innerHTML = ""; return; }
    front.innerHTML = reply.html;
    state.starters = reply.starters;
    offer();
    window.Companion.count(reply.conflicts);
    foldFront();
    conversations();
  }

  async function index() {
    const reply = await call("rail", "refresh");
    if (!reply) return;
    find("#chapters-body").innerHTML = "";
    show("chat");
    await update(reply.job, false);
  }

  async function refresh() {
    const reply = await call("rail", "refresh");
    if (reply) await update(reply.job, state.edition > 0);
  }

  // -- the wall ---------------------------------------------------------------------------------------------------

  function showWall(value = state.until) {
    const last = state.labels.length;
    const whole = value === null || value >= last;
    const wall = find("#wall");
    if (!wall) return;
    if (document.activeElement !== wall) wall.value = whole ? last : value;
    wall.style.setProperty("--at", `${last > 1 ? (100 * ((whole ? last : value) - 1)) / (last - 1) : 100}%`);
    const label = whole ? "Whole book" : state.labels[value - 1];
    find("#wall-label").textContent = label;
    wall.setAttribute("aria-valuetext", label);
    find("#wall-note").textContent = whole ? "Everything is looked at." : "Nothing after this is looked at.";
    find("#wall-box").classList.toggle("whole", whole);
    if (find("#topbar-wall")) find("#topbar-wall").textContent = whole ? "" : `up to ${label}`;
    all("#rail .chapter").forEach((row, at) => row.classList.toggle("after", !whole && at + 1 > value));
  }

  function setWall(value) {
    const next = value === null || value >= state.labels.length ? null : value;
    if (next === state.until) return showWall();
    state.until = next;
    remember(`until:${state.book}`, next === null ? "" : String(next));
    showWall();
    closePane();
    look();
    reshow();
  }

  // -- views ------------------------------------------------------------------------------------------------------

  const loaders = {
    chat: async (kept) => {
      if (!kept && !matchMedia("(hover: none), (max-width: 760px)").matches) find("#question textarea, #question input")?.focus({ preventScroll: true });
    },
    read: async (kept) => page(state.page, kept),
  };

  function show(view) {
    state.view = view;
    document.body.dataset.view = view;
    document.body.classList.remove("menu-open");
    document.body.classList.toggle("pane-open", pane.view === view && pane.list.length > 0);
    mark();
    reshow();
  }

  /* `kept`: the same content as it is now, so that it stays where it was scrolled to. */
  function reshow(kept = false) { loaders[state.view]?.(kept); }

  function mark() {
    all("#rail .tab").forEach((button) => {
      const on = button.value === `view|${state.view}`;
      button.classList.toggle("on", on);
      on ? button.setAttribute("aria-current", "page") : button.removeAttribute("aria-current");
    });
    all("#rail .chapter").forEach((row) =>
      row.classList.toggle("here", state.view === "read" && row.value === `page|${state.page}`));
  }

  async function page(number, kept = false) {
    const wanted = Number.isFinite(Number(number)) ? Number(number) : 1;
    state.page = Math.max(state.earliest, Math.min(wanted, state.until ?? state.labels.length));
    remember(`page:${state.book}`, String(state.page));
    const reply = await call("read", "page", { chapter: state.page });
    const place = find("#read-body");
    if (!reply) return;
    const at = find("#view-read").scrollTop;
    place.innerHTML = reply.html;
    find("#view-read").scrollTop = kept ? at : 0;
    mark();
  }

  // -- the reading pane -------------------------------------------------------------------------------------------

  const group = (chip) => {
    const around = chip.closest(".answer, .finding, .sheet, .idea, .brief, .first-look, .view") || document;
    const values = all(".cite", around).filter((c) => !c.closest("details:not([open]) > :not(summary)")).map((c) => c.value);
    return [...new Set(values)];
  };

  async function openQuote(value, list) {
    const from = document.activeElement, inside = find("#pane").contains(from);
    const reply = await call("pane", "quote", { ref: value });
    if (!reply) return;
    if (list) { pane.list = list; pane.from = from?.closest?.(".cite") ? from : null; }
    pane.at = pane.list.indexOf(value);
    pane.chapter = reply.chapter;
    pane.view = state.view;
    const bar = find("#pane-bar");
    const walk = element("span", { className: "walk" });
    if (pane.list.length > 1) {
      walk.append(
        element("button", { className: "act", value: "quote|-1", title: "Previous quote (left arrow)", ariaLabel: "Previous quote", textContent: "‹" }),
        element("span", { textContent: `${pane.at + 1} of ${pane.list.length}` }),
        element("button", { className: "act", value: "quote|1", title: "Next quote (right arrow)", ariaLabel: "Next quote", textContent: "›" }),
      );
    }
    bar.replaceChildren(
      walk,
      element("span", { className: "where", textContent: reply.where }),
      element("button", { className: "act close", value: "close", title: "Close (Esc)", ariaLabel: "Close", textContent: "×" }),
    );
    const body = find("#pane-body");
    body.innerHTML = reply.html;
    document.body.classList.add("pane-open");
    const marked = find("mark", body);
    if (over() && !inside) shown(() => body, "pane-open");
    else if (inside && !from.isConnected) find(`#pane-bar [value="${CSS.escape(from.value)}"]`)?.focus();
    if (marked) {
      const middle = marked.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop = Math.max(0, body.scrollTop + middle - body.clientHeight * 0.32);
    }
    all(".cite.on").forEach((chip) => chip.classList.remove("on"));
    all(".cite").filter((chip) => chip.value === value).forEach((chip) => chip.classList.add("on"));
  }

  /* Put the focus on something that only now slides in: what is still hidden, or was just drawn anew, takes none. */
  const shown = (place, css, tries = 20) => setTimeout(() => {
    const there = document.body.classList.contains(css) && place();
    if (!there) return;
    there.focus({ preventScroll: true });
    if (tries && document.activeElement !== there) shown(place, css, tries - 1);
  }, 60);
  /* Whether the pane lies over the page rather than beside it. */
  const over = () => matchMedia("(max-width: 1180px)").matches;

  function closePane() {
    pane.view = "";
    if (find("#pane")?.contains(document.activeElement)) pane.from?.focus({ preventScroll: true });
    pane.from = null;
    document.body.classList.remove("pane-open", "pointing");
    pane.list = [];
    all(".cite.on").forEach((chip) => chip.classList.remove("on"));
    if (find("#pane-bar")) find("#pane-bar").replaceChildren();
    rest();
  }

  /* Until a quote is opened the pane shows the chapter that was read last, from its top. */
  async function rest() {
    const bar = find("#pane-bar"), body = find("#pane-body");
    if (!bar || !body) return;
    bar.replaceChildren();
    body.innerHTML = "";
    if (!state.edition || !matchMedia("(min-width: 1181px)").matches) return;
    const asked = `${state.book}:${state.until}`;
    const reply = await request("pane", "rest", { chapter: state.page });
    if (reply.error || !reply.html || pane.list.length || asked !== `${state.book}:${state.until}`) return;
    pane.chapter = reply.chapter;
    bar.replaceChildren(
      element("span", { className: "hint", textContent: "Quotes open here, where they stand." }),
      element("button", { className: "act link where", value: `page|${reply.chapter}`, textContent: reply.where, title: "Read on" }),
    );
    body.innerHTML = reply.html;
    body.scrollTop = 0;
  }

  async function pointAt(button, turn) {
    const reply = await call("chat", "question", { conversation: state.conversation, turn });
    if (!reply || !reply.question) return;
    const nearest = find(".cite", button.closest(".answer"));
    if (nearest) await openQuote(nearest.value, [nearest.value]);
    else await openQuote("1:0:1:", ["1:0:1:"]);
    pane.question = reply.question;
    document.body.classList.add("pointing");
    const bar = element("div", { className: "pointer" },
      element("p", { textContent: `Select the sentence that answers “${reply.question}”, here or in another chapter.` }),
      pickChapter(),
      element("div", { className: "acts" },
        element("button", { className: "act first", value: "keep-place", textContent: "Keep it" }),
        element("button", { className: "act", value: "close", textContent: "Never mind" })));
    find("#pane-bar").append(bar);
  }

  function pickChapter() {
    const pick = element("select", { ariaLabel: "Chapter" });
    const last = state.until ?? state.labels.length;
    state.labels.slice(0, last).forEach((label, at) => pick.append(new Option(label, at + 1, false, at + 1 === pane.chapter)));
    pick.addEventListener("change", async () => {
      const reply = await call("read", "page", { chapter: Number(pick.value) });
      if (!reply) return;
      pane.chapter = reply.chapter;
      find("#pane-body").innerHTML = reply.html;
      find("#pane-body").scrollTop = 0;
    });
    return pick;
  }

  async function keepPlace() {
    const selected = String(getSelection());
    const reply = await call("pane", "remember", { question: pane.question, chapter: pane.chapter, selected });
    if (!reply) return;
    closePane();
    tell(reply.said);
    ask(pane.question);
  }

  // -- asking -----------------------------------------------------------------------------------------------------

  function ask(question) {
    show("chat");
    const box = find("#question textarea, #question input");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => find("#send").click(), 0);
  }

  function begin(question) {
    if (question.trim()) {
      document.body.classList.add("asking");
      state.asked = question.trim();
      state.stopped = false;
      say("Looking it up.");
      find("#front")?.classList.add("folded");
      const box = find("#question textarea, #question input");
      setTimeout(() => { box.value = ""; box.dispatchEvent(new Event("input", { bubbles: true })); }, 0);
      scrollNext = true;
    }
    return [question, scope()];
  }

  function ended(stopped = false) {
    document.body.classList.remove("asking");
    state.stopped = stopped;
    if (stopped) call("chat", "halt", { conversation: state.conversation });
    hush();
    const answer = all("#log .answer").pop();
    if (answer) say(spoken(answer));
    all("#log .thinking").forEach((dots) => { dots.className = "quiet"; dots.textContent = "No answer came. Ask again when you like."; });
    conversations();
    if (state.stale) setTimeout(() => { if (!document.body.classList.contains("asking")) renew(); }, 400);
  }

  /* Nothing speaks any more. A last piece may still come in after Stop, and is hushed too. */
  function hush() {
    all("#log .speaking").forEach((prose) => {
      prose.classList.remove("speaking");
      all(".waiting", prose).forEach((line) => line.remove());
      if (state.stopped) prose.append(element("p", { className: "quiet", textContent: "Stopped." }));
    });
  }

  /* What a screen reader hears of an answer once it is whole: what was found, not each word as it came. */
  const spoken = (answer) => {
    const lead = find(".prose, .lead", answer)?.innerText.trim() || "Answered.";
    const quotes = new Set(all(".cite", answer).map((chip) => chip.value)).size;
    return quotes ? `${lead} ${quotes === 1 ? "One quote." : `${quotes} quotes.`}` : lead;
  };
  function say(line) {
    let box = find("#said");
    if (!box) document.body.append((box = element("div", { id: "said", role: "status" })));
    box.textContent = line;
  }

  /* Questions above the box: what one might ask next, or what a book can be asked to begin with. */
  function offer() {
    const talking = document.body.classList.contains("talking");
    const html = (talking && state.next) || state.starters || "";
    const place = find("#starters");
    if (place && place.dataset.for !== html) { place.innerHTML = html; place.dataset.for = html; }
  }

  const scope = () => JSON.stringify({ book: state.book, until: state.until, conversation: state.conversation });
  const restore = () => { scrollEnd = true; find("#restore")?.click(); };

  function converse(id) {
    state.conversation = id || crypto.randomUUID();
    remember(`conversation:${state.book}`, state.conversation);
    find("#front").classList.remove("folded", "shown");
    restore();
    show("chat");
    find("#chat-scroll").scrollTop = 0;
    conversations();
  }

  async function conversations() {
    const reply = await call("chat", "conversations", { conversation: state.conversation });
    if (!reply) return;
    const open = find("details.earlier[open]");
    find("#chat-head").innerHTML = reply.html;
    if (open && find("details.earlier")) find("details.earlier").open = true;
    state.next = reply.next;
    offer();
  }

  function foldFront() {
    const talking = !!find("#log .message-row");
    find("#front")?.classList.toggle("folded", talking);
    if (document.body.classList.toggle("talking", talking) !== foldFront.was) { foldFront.was = talking; offer(); }
  }

  let scrollNext = false; // the question just asked comes to the top
  let keepAt = -1; // a conversation whose quotes were found anew stays where it was
  let scrollEnd = false; // a conversation taken up again shows its end
  function watchLog() {
    const log = find("#log");
    if (!log) return setTimeout(watchLog, 50);
    const settle = () => {
      foldFront();
      // Gradio names each message after its raw HTML, which a screen reader would read out.
      all("[data-testid=bot]", log).forEach((m) => m.setAttribute("aria-label", "Answer"));
      all("[data-testid=user]", log).forEach((m) => m.setAttribute("aria-label", "Question"));
      if (state.stopped && !document.body.classList.contains("asking")) hush();
      const live = find("[role=log]", log);
      if (live && live.ariaLive !== "off") { live.ariaLive = "off"; live.ariaLabel = "Conversation"; } // spoken once, when whole
      const last = all("#log .user-row").pop();
      const scroller = find("#chat-scroll");
      if (!last || !scroller) return;
      if (keepAt >= 0) { scroller.scrollTop = keepAt; setTimeout(() => { keepAt = -1; }, 600); return; }
      if (scrollEnd) { scrollEnd = false; scroller.scrollTop = scroller.scrollHeight; }
      if (!scrollNext) return;
      scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 20;
      if (find(".answer", log.lastElementChild) && !document.body.classList.contains("asking")) scrollNext = false;
    };
    new MutationObserver(settle).observe(log, { childList: true, subtree: true });
    find("#chat-scroll").addEventListener("wheel", () => { scrollNext = false; }, { passive: true });
    find("#chat-scroll").addEventListener("touchmove", () => { scrollNext = false; }, { passive: true });
  }

  // -- deciding ---------------------------------------------------------------------------------------------------

  async function decide(button, id, verdict, reason = "") {
    const reply = await call("continuity", "decide", { id, verdict, reason });
    if (reply) settled(button, id, reply);
  }

  /* What was decided stands wherever its buttons are: on its card, and under every answer about it. */
  function settled(button, id, reply) {
    window.Companion.count(reply.conflicts);
    const about = (place) => all(".act", place).some((one) => one.value.split("|")[1] === id);
    all(".decision").filter((place) => place.contains(button) || about(place)).forEach((place) => {
      place.outerHTML = place.closest("#log") ? reply.chat : reply.html;
    });
    if (state.view === "continuity") loaders.continuity?.();
    if (reply.said) tell(reply.said);
  }

  function because(button, id) {
    const around = button.closest(".decision");
    const kept = around.innerHTML;
    const input = element("input", { type: "text", placeholder: "contact lenses, she lies here, a dream …", ariaLabel: "Reason" });
    const form = element("form", { className: "reason" },
      element("label", { textContent: "Intentional, because" }), input,
      element("button", { type: "submit", className: "act first", textContent: "Keep" }),
      element("button", { type: "button", className: "act", textContent: "Back" }));
    form.addEventListener("submit", (event) => { event.preventDefault(); decide(form, id, "intentional", input.value.trim()); });
    form.lastChild.addEventListener("click", () => { around.innerHTML = kept; });
    around.replaceChildren(form);
    input.focus();
  }

  // -- buttons ----------------------------------------------------------------------------------------------------

  const verbs = {
    view: (_, name) => show(name),
    menu: (button) => menu(!document.body.classList.contains("menu-open"), button),
    ask: (_, question) => ask(question),
    again: async (_, turn) => {
      const reply = await call("chat", "question", { conversation: state.conversation, turn: Number(turn) });
      if (reply?.question) ask(reply.question);
    },
    copy: (button) => {
      const answer = button.closest(".answer").cloneNode(true);
      all(".acts, .meta, .chip, .counts, .at:empty, details", answer).forEach((part) => part.remove());
      all(".row, .quote, p, li", answer).forEach((part) => part.append("\n"));
      all(".at > :not(:last-child)", answer).forEach((part) => part.append(", "));
      all(".where, .at", answer).forEach((part) => part.append(": "));
      all(".tag", answer).forEach((part) => part.append(":"));
      navigator.clipboard.writeText(answer.textContent.trim()).then(() => tell("Copied."), () => tell("The browser does not let us copy."));
    },
    quote: (_, step) => {
      const count = pane.list.length;
      if (count) openQuote(pane.list[(pane.at + Number(step) + count) % count]);
    },
    close: () => closePane(),
    both: (button) => {
      const list = group(button);
      if (list.length) openQuote(list[0], list);
    },
    here: (button, turn) => pointAt(button, Number(turn)),
    "keep-place": () => keepPlace(),
    because: (button, id) => because(button, id),
    verdict: (button, id, verdict) => decide(button, id, verdict),
    undo: (button, id) => decide(button, id, null),
    settle: async (button, id, value) => {
      const reply = await call("continuity", "settle", { id, value });
      if (reply) settled(button, id, reply);
    },
    whole: () => setWall(null),
    page: (_, number) => {
      if (state.until !== null && Number(number) > state.until) return tell(`You read up to ${state.labels[state.until - 1]}.`);
      state.page = Number(number);
      document.body.classList.remove("menu-open");
      show("read");
    },
    cancel: (_, ...job) => call("rail", "cancel", { job: job.join("|") }),
    refresh: () => refresh(),
    index: () => index(),
    first: () => {
      const front = find("#front");
      front.classList.remove("folded");
      find("#chat-scroll").scrollTop = 0;
    },
    new: () => converse(""),
    conversation: (_, id) => converse(id),
    drop: async (button, id) => {
      if (!button.classList.contains("sure")) { // the first click asks
        button.classList.add("sure");
        button.textContent = "Delete";
        button.addEventListener("blur", () => { button.classList.remove("sure"); button.textContent = "×"; }, { once: true });
        return button.focus();
      }
      await call("chat", "forget", { which: id });
      id === state.conversation ? converse("") : conversations();
    },
  };

  /* The rail as a drawer, where it is one. */
  function menu(open) {
    document.body.classList.toggle("menu-open", open);
    const button = find("#topbar .act");
    if (button) button.ariaExpanded = String(open);
    if (open) shown(() => find("#rail .tab.on") || find("#rail .act"), "menu-open");
    else if (find("#rail").contains(document.activeElement)) button?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.(".cite");
    if (chip) { event.preventDefault(); openQuote(chip.value, group(chip)); return; }
    const button = event.target.closest?.(".act");
    if (button && button.value && !button.disabled) {
      const [verb, ...rest] = button.value.split("|");
      if (verbs[verb]) { event.preventDefault(); verbs[verb](button, ...rest); return; }
    }
    if (document.body.classList.contains("menu-open") && !event.target.closest("#rail")) menu(false);
    all("details.earlier[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("input", (event) => { if (event.target.id === "wall") showWall(Number(event.target.value)); });
  document.addEventListener("change", (event) => { if (event.target.id === "wall") setWall(Number(event.target.value)); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      const earlier = find("details.earlier[open]"), reason = event.target.closest?.("form.reason");
      if (earlier) { earlier.open = false; find("summary", earlier).focus(); }
      else if (reason) reason.lastChild.click();
      else if (document.body.classList.contains("menu-open")) menu(false);
      else if (document.body.classList.contains("pane-open")) closePane();
      else if (document.body.classList.contains("asking")) find("#stop")?.click();
    }
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
    if (!typing && document.body.classList.contains("pane-open") && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      verbs.quote(null, event.key === "ArrowLeft" ? -1 : 1);
    }
    if (event.key === "/" && !typing) { event.preventDefault(); show("chat"); }
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.closest("#log")) event.target.scrollIntoView({ block: "nearest" });
  }, true);
  // A writer comes back from the editor: look whether the files have changed.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !state.edition || state.watched || Date.now() - looked < 20000) return;
    looked = Date.now();
    refresh();
  });

  window.Companion = {
    state, call, request, show, ask, begin, ended, scope, tell, say, follow, loaders, verbs, find, all, fill, now: looking, element, enter, about,
    look, renew, refresh, opening, remember, recall,
    arrived(name) { (waiting[name] || []).splice(0).forEach((go) => go()); },
  };
  document.body ? start() : document.addEventListener("DOMContentLoaded", start);
  async function start() {
    document.body.dataset.view = "chat";
    await Promise.all(["rail", "chat", "pane"].map(tab));
    for (const name of Object.keys(tabs)) window.Companion.arrived(name);
    watchLog();
    closePane();
    enter("");
  }
})();
