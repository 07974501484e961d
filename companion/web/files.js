/* Opening a book, the table of its chapters, and the edits that are noticed while the page is open. */
(() => {
  "use strict";
  const { state, call, request, show, tell, follow, loaders, verbs, find, all, fill, element, enter } = window.Companion;

  // -- opening ----------------------------------------------------------------------------------------------------

  loaders.open = async (kept) => {
    const reply = await call("open", "shelf");
    if (reply) fill("#shelf", reply.html);
    if (!kept) find("#open-path")?.focus({ preventScroll: true });
  };
  async function look(path) {
    fill("#open-trouble", "");
    const reply = await request("open", "open_path", { path });
    if (reply.error) { fill("#open-trouble", reply.html || ""); if (!reply.html) tell(reply.error); return; }
    enter(reply.book);
  }
  verbs["open-path"] = () => look(find("#open-path").value);
  window.Companion.adopted = (path, trouble) => { path ? look(path) : fill("#open-trouble", trouble); };
  verbs.sample = async () => { const reply = await call("open", "sample"); if (reply) enter(reply.book); };
  verbs.open = (_, key) => enter(key);
  verbs.unshelve = async (_, which) => { await call("open", "unshelve", { which }); loaders.open(); };
  verbs["not-now"] = async () => { await call("open", "not_now"); show("open"); };

  // -- the table --------------------------------------------------------------------------------------------------

  let order = null; // the files as they are kept; null until one was moved
  const groups = () => all("#outline .ofile");
  const names = () => groups().map((group) => group.dataset.file);

  loaders.chapters = async (kept) => {
    if (kept && (order || document.activeElement?.closest?.("#chapters-body"))) return; // somebody is at it
    order = null;
    const asked = state.book;
    const place = find("#chapters-body");
    if (!state.edition) return preview(place, asked);
    const at = find("#view-chapters").scrollTop, open = opened();
    const reply = await call("chapters", "show");
    if (!reply || asked !== state.book) return;
    place.innerHTML = reply.html;
    find("#view-chapters").scrollTop = kept ? at : 0;
    if (kept) open.forEach((number) => unfold(find(`#oline-${number} .orow`)));
    survey(asked);
  };

  /* A book that was never indexed: look at its files, with progress, and show all that was found. */
  async function preview(place, asked) {
    if (!find(".outline", place)) {
      place.innerHTML = `<div class="opening"><h2></h2><p class="sub">Looking at the files. Nothing is kept of them yet.</p><div class="opening-bar"></div></div>`;
      find("h2", place).textContent = state.title;
    }
    const begun = await call("chapters", "survey");
    if (!begun || asked !== state.book) return;
    const bar = find(".opening-bar", place) || find(".outline-bar:not([hidden])", place);
    const ended = await follow(begun.job, bar);
    if (asked !== state.book) return;
    if (ended.state !== "done") return unread(place, ended);
    const at = find("#view-chapters").scrollTop;
    const reply = await request("chapters", "surveyed", { job: begun.job });
    if (reply.error) return unread(place, reply);
    if (asked !== state.book || state.edition) return;
    place.innerHTML = reply.html;
    find("#view-chapters").scrollTop = at;
    const title = find("#rail h1");
    if (title) title.textContent = reply.title;
  }

  function unread(place, ended) {
    place.innerHTML = `<div class="empty"><h3></h3><p></p><div class="acts"><button class="act" value="view|chapters">Look again</button><button class="act" value="not-now">Open another manuscript</button></div></div>`;
    find("h3", place).textContent = ended.error ? "This cannot be read as a book" : "Stopped";
    find("p", place).textContent = ended.error || "Nothing was kept. Look again when you like.";
  }

  /* Of an indexed book: what only the files tell, fetched behind the table. */
  async function survey(asked) {
    const begun = await request("chapters", "survey");
    if (begun.error) return;
    const ended = await follow(begun.job, null);
    if (ended.state !== "done" || asked !== state.book) return;
    const reply = await request("chapters", "surveyed", { job: begun.job });
    if (reply.error || asked !== state.book) return;
    if (reply.attention) fill("#outline-attention", reply.attention);
    fill("#outline-beside", reply.beside || "");
  }

  const opened = () => all("#outline .orow[aria-expanded=true]").map((row) => row.value.split("|")[1]);

  async function unfold(row) {
    if (!row) return;
    const line = row.closest(".oline");
    const below = find(".odetail", line);
    if (below) { below.remove(); row.setAttribute("aria-expanded", "false"); return; }
    row.setAttribute("aria-expanded", "true");
    const place = element("div", { className: "odetail" });
    line.append(place);
    const reply = await call("chapters", "detail", { chapter: Number(row.value.split("|")[1]) });
    if (!reply) { place.remove(); row.setAttribute("aria-expanded", "false"); return; }
    place.innerHTML = reply.html;
  }
  verbs["chapter-open"] = (row) => unfold(row);

  document.addEventListener("change", async (event) => {
    const pick = event.target.closest?.("select.narrator");
    if (!pick) return;
    const reply = await call("chapters", "narrate", {
      chapter: Number(pick.dataset.chapter), scene: Number(pick.dataset.scene), choice: pick.value,
    });
    const line = pick.closest(".oline");
    if (!reply) { verbs["chapter-open"](find(".orow", line)); return; }
    tell(reply.said);
    find(".odetail", line).innerHTML = reply.html;
    const row = element("div", { innerHTML: reply.row });
    for (const css of [".v", ".told"]) find(`.orow ${css}`, line).textContent = find(css, row).textContent;
    const undo = find(".undo-line");
    undo ? (undo.outerHTML = reply.undo) : find(".outline-head")?.insertAdjacentHTML("beforeend", reply.undo);
    find(`.odetail select[data-scene="${pick.dataset.scene}"]`, line)?.focus({ preventScroll: true });
    window.Companion.look();
  });

  // -- order ------------------------------------------------------------------------------------------------------

  function moved() {
    const changed = order.join("\n") !== names().join("\n");
    if (!changed) order = null;
    if (find("#outline-order")) find("#outline-order").hidden = !changed;
    if (find("#outline-foot")) find("#outline-foot").hidden = changed;
  }
  function place(group, before) {
    order ||= names();
    find("#outline").insertBefore(group, before);
    moved();
  }
  verbs["order-move"] = (button, step) => {
    const group = button.closest(".ofile");
    const list = groups(), at = list.indexOf(group), to = at + Number(step);
    if (to < 0 || to >= list.length) return;
    place(group, Number(step) < 0 ? list[to] : list[to].nextElementSibling);
    button.focus({ preventScroll: true });
    group.scrollIntoView({ block: "nearest" });
  };
  verbs["order-place"] = (button) => {
    const group = button.closest(".ofile");
    const to = parseInt(find("input", button.parentElement).value, 10);
    const list = groups().filter((other) => other !== group);
    if (!(to >= 1 && to <= list.length + 1)) return tell(`Give a place from 1 to ${list.length + 1}.`);
    place(group, list[to - 1] || null);
    group.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
  };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "outline-find") return;
    const words = event.target.value.trim().toLowerCase();
    groups().forEach((group) => { group.hidden = !!words && !group.textContent.toLowerCase().includes(words); });
  });
  verbs["order-back"] = () => {
    if (!order) return;
    const by = new Map(groups().map((group) => [group.dataset.file, group]));
    order.forEach((name) => find("#outline").append(by.get(name)));
    moved();
  };
  verbs["order-keep"] = async () => {
    const reply = await call("chapters", "order", { files: names() });
    if (reply) decided(reply);
  };

  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const group = event.target.closest?.(".ofile");
    if (!group) return;
    dragged = group;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", group.dataset.file);
    requestAnimationFrame(() => group.classList.add("dragged"));
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest?.("#outline .ofile");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    const before = event.clientY < box.top + box.height / 2 ? over : over.nextElementSibling;
    if (before !== dragged && before !== dragged.nextElementSibling) place(dragged, before);
  });
  document.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  document.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); dragged = null; });

  // -- other decisions --------------------------------------------------------------------------------------------

  /* Something in companion.toml has changed: say so, read again, show the table anew. */
  async function decided(reply) {
    tell(reply.said);
    order = null;
    document.activeElement?.closest?.("#chapters-body") && document.activeElement.blur();
    if (!state.edition) return loaders.chapters();
    const kept = find("#view-chapters").scrollTop;
    await window.Companion.refresh();
    await loaders.chapters();
    find("#view-chapters").scrollTop = kept;
  }
  const decision = (fn, more) => async (_, ...file) => {
    const reply = await call("chapters", fn, more ? more(file.join("|")) : {});
    if (reply) decided(reply);
  };
  verbs.ignore = decision("ignore", (file) => ({ file }));
  verbs.unignore = decision("unignore", (file) => ({ file }));
  verbs["undo-last"] = decision("undo");
  verbs["earlier-add"] = decision("earlier", () => ({ path: find("#earlier-path").value }));
  verbs["earlier-off"] = decision("earlier", (path) => ({ path, off: true }));

  // -- saved edits ------------------------------------------------------------------------------------------------

  const QUICK = 2000, SLOW = 10000; // milliseconds between looks: while somebody looks at the page, and otherwise
  let serial = -1; // of the last edit this window has seen; -1: none, and the first reply only says where we are
  let turn = 0;

  window.Companion.begun = () => {
    serial = -1;
    state.watched = false;
    watch(++turn);
  };

  async function watch(mine) {
    while (mine === turn) {
      if (state.edition) await hear(mine);
      await new Promise((done) => {
        wake = done; // somebody comes back to the page: look at once
        setTimeout(done, document.visibilityState === "visible" ? QUICK : SLOW);
      });
    }
  }
  let wake = () => {};
  document.addEventListener("visibilitychange", () => wake());

  async function hear(mine) {
    const reply = await request("rail", "news", { since: serial });
    if (mine !== turn) return;
    const fresh = find("#freshness");
    if (reply.error) { state.watched = false; if (fresh) fresh.textContent = "not connected"; return; }
    state.watched = reply.state !== "unwatched";
    if (fresh && !find("#rail-progress")?.innerHTML) {
      fresh.textContent = reply.words;
      fresh.className = `act link fresh is-${reply.state}`;
    }
    const first = serial < 0;
    serial = reply.serial;
    if (reply.html) {
      fill("#news", reply.html);
      if (getComputedStyle(find("#news")).visibility === "hidden") tell(reply.said); // the rail is folded away
    }
    if (first || reply.edition === state.edition || find("#rail-progress")?.innerHTML) return;
    const dragging = document.activeElement?.id === "wall" && find("#wall").matches(":active");
    if (!dragging) await window.Companion.renew();
  }
  verbs["news-close"] = () => { fill("#news", ""); };
})();
