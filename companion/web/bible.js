/* The Bible: the list of people, sheets, timeline, threads, and what the writer decides there. The core is in companion.js. */
(() => {
  "use strict";
  const { state, call, show, tell, loaders, verbs, find, all, fill, now } = window.Companion;
  const bible = () => (state.bible ||= { open: "heat", name: "" });
  const wide = () => matchMedia("(min-width: 761px)").matches;

  loaders.bible = async (kept) => {
    const asked = now();
    const main = find("#bible-main"), list = find(".bible-left");
    const at = kept ? [main.scrollTop, list.scrollTop, find("#view-bible").scrollTop] : null;
    const folds = kept ? all("details", main).map((fold) => fold.open) : [];
    const people = await call("bible", "people");
    if (!people || now() !== asked) return;
    fill("#bible-people", people.html);
    fill("#bible-foot", people.foot);
    badge(people.settle);
    await open(false);
    if (!at) return;
    all("details", main).forEach((fold, n) => { fold.open = folds[n] || fold.open; });
    [main.scrollTop, list.scrollTop, find("#view-bible").scrollTop] = at;
  };

  const open = (fresh = true) => (["sheet", "role"].includes(bible().open) ? openSomebody : openPart)(fresh);

  /* A reply that comes when something else has been opened meanwhile is not shown. */
  const still = (asked, kind, name) => now() === asked && bible().open === kind && bible().name === name;

  async function openPart(fresh) {
    const asked = now(), { open: part, name } = bible();
    const reply = await call("bible", part);
    if (reply && still(asked, part, name)) put(reply.html, fresh);
  }

  async function openSomebody(fresh) {
    const asked = now(), { open: kind, name } = bible();
    const reply = await call("bible", kind, { name });
    if (!still(asked, kind, name)) return;
    if (!reply) { bible().open = "heat"; return openPart(fresh); }
    if (kind === "sheet") bible().name = reply.name;
    put(reply.html, fresh);
  }

  function put(html, fresh) {
    const main = fill("#bible-main", html);
    if (fresh) {
      main.scrollTop = 0;
      if (!wide()) main.scrollIntoView({ block: "start" });
    }
    const open = bible();
    all("#bible-people .who").forEach((row) =>
      row.classList.toggle("on", row.value === `${open.open}|${open.name}`));
    all(".part-tab").forEach((button) => button.classList.toggle("on", button.value === `bible|${open.open}`));
    find(".part-tab.on")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function badge(count) {
    const tab = find(".part-tab[value='bible|settle']");
    let mark = find("b", tab);
    if (!mark) tab.append((mark = document.createElement("b")));
    mark.textContent = count || "";
  }

  function go(part, name = "") {
    Object.assign(bible(), { open: part, name });
    state.view === "bible" ? open() : show("bible");
  }
  verbs.bible = (_, part) => go(part);
  verbs.sheet = (_, ...name) => go("sheet", name.join("|"));
  verbs.role = (_, ...name) => go("role", name.join("|"));

  /* Record a decision, then show everything as it is now. */
  async function decide(fn, more, name, tab = "bible") {
    const reply = await call(tab, fn, more);
    if (!reply) return false;
    tell(reply.said);
    if (name !== undefined && bible().open !== "settle") Object.assign(bible(), name ? { open: "sheet", name } : { open: "heat", name: "" });
    window.Companion.look();
    if (state.view === "bible") await loaders.bible(true);
    return true;
  }
  verbs.merge = (_, name, other) => decide("merge", { name, other });
  verbs.same = (_, name) => decide("merge", { name, other: find("#same-name").value }, name);
  verbs["is-role"] = (_, role) => {
    const name = find("#role-name").value.trim();
    return name ? decide("merge", { name, other: role }, name) : tell("Write their name, as it stands in the book.");
  };
  verbs["pair-same"] = (_, name, other) => decide("merge", { name, other }, name);
  verbs["pair-apart"] = (_, name, other) => decide("apart", { name, other });
  verbs.split = (_, name, other) => decide("split", { name, other }, name);
  verbs.rename = (_, name) => {
    const other = find("#shown-name").value.trim();
    return decide("rename", { name, other }, other || name);
  };
  verbs.pronouns = (_, name, other) => decide("pronouns", { name, other });
  verbs.tells = (_, name) => decide("tells", { name, chapter: Number(find("#tells-chapter").value) });
  verbs.nobody = (_, ...name) => decide("nobody", { name: name.join("|") }, "");
  verbs.somebody = (_, ...name) => decide("somebody", { name: name.join("|") });
  verbs.thread = (_, id, verdict) => decide("thread", { id, verdict });
  verbs.right = (_, id, value) => decide("settle", { id, value }, undefined, "continuity");
  verbs.unright = (_, attribute) => decide("unright", { name: bible().name, other: attribute });
  verbs["bible-undo"] = () => decide("undo", {});

  document.addEventListener("keydown", (event) => {
    const does = { "same-name": 1, "shown-name": 1, "role-name": 1 }[event.target.id];
    if (!does || event.key !== "Enter") return;
    event.preventDefault();
    find(".act", event.target.parentElement)?.click();
  });
})();
