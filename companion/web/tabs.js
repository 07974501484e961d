/* Continuity, Scenes, Settings and Open: what their buttons do. The core is in companion.js. */
(() => {
  "use strict";
  const { state, call, show, tell, follow, loaders, verbs, find, all, fill, now, remember, recall } = window.Companion;
  const same = (asked) => asked === `${state.book}:${state.until}`;

  // -- continuity -------------------------------------------------------------------------------------------------

  let filter = "";
  let wanted = ""; // a finding to be scrolled to
  loaders.continuity = async (kept) => {
    if (kept && find("#continuity-body .reason")) return; // a reason is being written
    const asked = now();
    const begun = await call("continuity", "check");
    if (!begun) return;
    const place = find("#continuity-body");
    let waiting = null;
    const timer = setTimeout(() => {
      waiting = document.createElement("div");
      place.prepend(waiting);
    }, 250);
    const relay = { set innerHTML(html) { if (waiting) waiting.innerHTML = html; } };
    const ended = await follow(begun.job, relay);
    clearTimeout(timer);
    waiting?.remove();
    if (ended.state !== "done") { if (ended.error) tell(ended.error); return; }
    const reply = await call("continuity", "findings");
    if (!reply || !same(asked)) return;
    const at = find("#view-continuity").scrollTop;
    fill("#continuity-body", reply.html);
    find("#view-continuity").scrollTop = at;
    count(reply.conflicts);
    sift(wanted ? "" : filter);
    const card = wanted && all("#cards .finding").find((one) => one.id === `finding-${wanted}`);
    wanted = "";
    if (!card) return;
    card.scrollIntoView({ block: "center" });
    card.classList.add("shown");
  };
  verbs.finding = (_, ...id) => {
    wanted = id.join("|");
    document.body.classList.remove("menu-open");
    show("continuity");
  };

  function count(conflicts) {
    if (conflicts === undefined) return;
    state.conflicts = conflicts;
    const tab = find("#tab-continuity");
    let badge = find("#count");
    if (!badge && tab) { badge = document.createElement("b"); badge.id = "count"; tab.append(badge); }
    if (badge) badge.textContent = conflicts || "";
  }
  window.Companion.count = count;

  function sift(css) {
    const buttons = all(".filters .filter");
    if (css && !buttons.some((b) => b.value === `filter|${css}`)) css = "";
    filter = css;
    buttons.forEach((b) => b.classList.toggle("on", b.value === `filter|${css}`));
    let shown = 0;
    all("#cards .finding").forEach((card) => {
      const fits = css ? card.classList.contains(css) : !card.classList.contains("state-dismissed");
      card.hidden = !fits;
      shown += fits;
    });
    const none = find("#cards .nothing");
    if (none) none.hidden = shown > 0;
  }
  verbs.filter = (_, css) => sift(css);

  // -- scenes -----------------------------------------------------------------------------------------------------

  loaders.scenes = async () => {
    const place = find("#scenes-body"), asked = now();
    if (place.innerHTML && (place.dataset.for === asked || find(".brief, .draft, .working", place))) return;
    place.innerHTML = "";
    const reply = await call("scenes", "first");
    if (!reply || place.innerHTML || !same(asked)) return;
    fill("#scenes-body", reply.html);
    Object.assign(state, { ideas: reply.html });
    place.dataset.for = asked;
  };

  async function work(fn, more, then) {
    const begun = await call("scenes", fn, more);
    if (!begun) return;
    const place = find("#scenes-body");
    const before = place.innerHTML;
    place.innerHTML = "";
    const ended = await follow(begun.job, place);
    if (ended.state !== "done") { place.innerHTML = before; if (ended.error) tell(ended.error); return; }
    const reply = await call("scenes", then, { job: begun.job });
    if (reply) { place.innerHTML = reply.html; place.dataset.for = now(); find("#view-scenes").scrollTop = 0; }
    return reply;
  }

  verbs.suggest = async () => {
    const reply = await work("suggest", { wish: find("#wish").value }, "ideas");
    if (reply) state.ideas = reply.html;
  };
  verbs["next-scene"] = () => { show("scenes"); verbs.suggest(); };
  verbs.ideas = () => { fill("#scenes-body", state.ideas); };
  verbs.brief = async (_, idea) => {
    const reply = await call("scenes", "brief", { idea });
    if (reply) { fill("#scenes-body", reply.html); find("#view-scenes").scrollTop = 0; }
  };
  verbs.wish = async () => {
    const reply = await call("scenes", "brief", { wish: find("#wish").value });
    if (reply) fill("#scenes-body", reply.html);
  };
  verbs.markdown = async (_, brief) => {
    const reply = await call("scenes", "markdown", { brief });
    if (reply) navigator.clipboard.writeText(reply.text).then(() => tell("Copied."), () => tell("The browser does not let us copy."));
  };
  verbs.write = (_, brief) => work("write", { brief }, "draft");
  verbs.accept = async (button, draft) => {
    const page = button.closest(".draft");
    const reply = await call("scenes", "accept", {
      draft, title: find(".keep input", page).value, text: find(".editor", page).value,
    });
    if (reply) { tell(reply.said); button.disabled = true; button.textContent = "Kept"; verbs.refresh(); }
  };

  // -- settings ---------------------------------------------------------------------------------------------------

  loaders.settings = async (kept) => {
    if (kept) return;
    const reply = await call("settings", "show");
    if (reply) { fill("#settings-body", reply.html); lightLooks(); }
  };
  async function choose(model, agreed = false) {
    if (!model.trim()) return;
    const reply = await call("settings", "choose", { model, agreed });
    if (!reply) return;
    if (reply.ask) { fill("#model-ask", reply.ask); return; }
    tell(reply.said);
    const rail = await call("rail", "arrived");
    if (rail) window.Companion.about(rail);
    loaders.settings();
  }
  verbs.model = (_, ...spec) => choose(spec.join("|"));
  verbs["model-named"] = () => choose(find("#model-name").value);
  verbs["model-agreed"] = (_, ...spec) => choose(spec.join("|"), true);
  verbs["model-fetch"] = async () => {
    const begun = await call("settings", "fetch");
    if (!begun) return;
    const ended = await follow(begun.job, find("#model-ask"));
    fill("#model-ask", "");
    if (ended && ended.state === "done") choose(begun.spec);
    else if (ended && ended.error) tell(ended.error);
  };
  verbs["model-no"] = () => fill("#model-ask", "");

  const system = matchMedia("(prefers-color-scheme: dark)");
  function dress() {
    const theme = recall("theme") || "system";
    document.body.classList.toggle("dark", theme === "dark" || (theme === "system" && system.matches));
    document.body.classList.toggle("light", theme === "light");
    const size = parseFloat(recall("size"));
    if (size) document.documentElement.style.setProperty("--size", `${size}px`);
  }
  function lightLooks() {
    const chosen = [`theme|${recall("theme") || "system"}`, `size|${recall("size") || "17"}`];
    all(".look").forEach((button) => button.classList.toggle("on", chosen.includes(button.value)));
  }
  verbs.theme = (_, theme) => { remember("theme", theme); dress(); lightLooks(); };
  verbs.size = (_, size) => { remember("size", size); dress(); lightLooks(); };
  system.addEventListener("change", dress);
  // Gradio sets its own class once it has started; ours has the last word.
  new MutationObserver(() => {
    const theme = recall("theme");
    const want = theme === "dark" || (theme !== "light" && system.matches);
    if (document.body.classList.contains("dark") !== want) dress();
  }).observe(document.documentElement, { subtree: true, attributeFilter: ["class"] });
  document.body ? dress() : document.addEventListener("DOMContentLoaded", dress);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const does = {
      "open-path": "open-path", wish: "suggest", "model-name": "model-named", "earlier-path": "earlier-add",
    }[event.target.id];
    if (does) { event.preventDefault(); verbs[does](); }
  });
})();
