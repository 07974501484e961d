/* How the page behaves: the box one types in, labels for screen readers, widths, and a server that has gone away. */
(() => {
  "use strict";
  const { state, tell, say, find, all, element } = window.Companion;
  const BOX = "#question textarea, #question input";

  // -- names and measures -----------------------------------------------------------------------------------------

  async function name() {
    const roles = [["#rail", "complementary", "Book"], ["#stage", "main", "Page"], ["#pane", "complementary", "Reading pane"]];
    while (!find("#chat-scroll") || !find(BOX)) await new Promise((done) => setTimeout(done, 30));
    for (const [selector, role, label] of roles) {
      find(selector)?.setAttribute("role", role);
      find(selector)?.setAttribute("aria-label", label);
    }
    find("#pane-body")?.setAttribute("aria-label", "The chapter, with the quote marked");
    fit();
    const kept = unsent();
    if (!kept) return;
    if (!find(BOX).value) write(find(BOX), kept);
    tell("Connected again.");
  }
  name();

  /* What stood in the box when the connection was lost: Gradio loads the page anew once it is back. */
  function unsent(words) {
    try {
      if (words === undefined) return sessionStorage.getItem("companion:unsent") || "";
      words ? sessionStorage.setItem("companion:unsent", words) : sessionStorage.removeItem("companion:unsent");
    } catch { /* a private window */ }
    return "";
  }

  /* What is above and below the conversation ends where it ends: the scroll bar's width is left free there too. */
  function fit() {
    const scroller = find("#chat-scroll");
    if (scroller?.offsetWidth) document.documentElement.style.setProperty("--gutter", `${scroller.offsetWidth - scroller.clientWidth}px`);
    const box = find(BOX);
    if (box) { box.ariaLabel = "Your question"; box.placeholder = innerWidth < 480 ? "Ask about your book" : "Ask about your book, or for a scene"; }
  }
  addEventListener("resize", fit);

  // -- the box ----------------------------------------------------------------------------------------------------

  function write(box, words) {
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.setSelectionRange(words.length, words.length);
  }
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.(BOX)) return;
    if (document.body.classList.contains("away")) unsent(event.target.value);
    else if (!event.target.value) unsent("");
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches?.(BOX)) return;
    if (event.key === "Enter" && event.isComposing) event.stopPropagation(); // an accent or a character is being put together
    if (event.key === "ArrowUp" && !box.value && state.asked) { event.preventDefault(); write(box, state.asked); }
  }, true);

  // -- gone and back ----------------------------------------------------------------------------------------------

  let misses = 0;
  window.Companion.reached = (there) => {
    const away = document.body.classList.contains("away");
    if (there) {
      misses = 0;
      if (away) back();
    } else if (++misses >= (document.body.classList.contains("asking") ? 1 : 2) && !away) gone();
  };

  function gone() {
    document.body.classList.add("away");
    const words = "The companion does not answer. Is the window in which it runs still open? This page goes on by itself once it is back.";
    find("#askbar")?.prepend(element("div", { id: "gone", role: "alert", textContent: words }));
    const box = find(BOX), asking = document.body.classList.contains("asking");
    if (asking) window.Companion.ended();
    if (asking && box && !box.value) write(box, state.asked); // nothing that was typed is lost
    else unsent(box?.value || "");
  }

  function back() {
    document.body.classList.remove("away");
    find("#gone")?.remove();
    all("#log .thinking").forEach((dots) => dots.remove());
    say("Connected again.");
    tell("Connected again.");
    window.Companion.renew();
  }
})();
