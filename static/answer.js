// Answers are kept as they are given: on this device first, then with the server, however long the connection is away.

const form = document.querySelector("#answers");
const words = form?.dataset;
const phone = matchMedia("(max-width: 767px)");
const LONGEST_REST = 30; // seconds
const TYPING = 900; // milliseconds without a key before words are saved

const start = document.querySelector("[data-opened]");
if (start) arrive().catch(() => {});
if (form) answer();

// The first page says that it is looked at, and sends what an earlier visit could not.
async function arrive() {
  let isLeft = false;
  start.addEventListener("submit", () => { isLeft = true; });
  const told = fetch(start.dataset.opened, { method: "POST", body: new FormData(start) });
  const kept = remembering(`answers-${start.elements.mark.value}`);
  const answers = kept.all();
  const body = new FormData(start);
  for (const each of Object.entries(answers)) body.append(...each);
  await told;
  if (kept.isEmpty() || !(await fetch(start.dataset.save, { method: "POST", body })).ok) return;
  kept.forget(answers);
  if (!isLeft) location.reload();
}

function answer() {
  const steps = [...form.querySelectorAll(".step")];
  const parts = {
    back: form.querySelector(".back"), next: form.querySelector(".next"), review: form.querySelector(".review"),
    state: document.querySelector("#state"), place: document.querySelector("#place"),
    away: document.querySelector("#away"), bar: document.querySelector("#progress"),
  };
  const key = `answers-${form.elements.mark.value}`;
  const kept = remembering(key);
  const sending = sender(kept, parts, look);
  let now = 0;

  // --- what is answered --------------------------------------------------------------------------------------------

  const names = (step) => [...new Set([...step.querySelectorAll("input[type=radio]")].map((each) => each.name))];
  const isChecked = (name) => Boolean(form.querySelector(`input[name="${name}"]:checked`));
  const isDone = (step) => {
    const asked = names(step);
    return asked.length ? asked.every(isChecked) : Boolean(step.querySelector("textarea")?.value.trim());
  };

  function restore() {
    for (const [name, value] of Object.entries(kept.all())) {
      const words = form.querySelector(`textarea[name="${name}"]`);
      if (words) {
        words.value = value;
        if (words.closest("details")) words.closest("details").open = Boolean(value);
      } else {
        for (const each of form.querySelectorAll(`input[name="${name}"]`)) each.checked = each.value === value;
      }
    }
  }

  function given(field) {
    kept.set(field.name, field.value);
    sending.soon(0);
    show();
  }

  form.addEventListener("change", (event) => given(event.target));
  form.addEventListener("input", (event) => {
    if (event.target.type !== "textarea") return;
    kept.set(event.target.name, event.target.value);
    sending.soon(TYPING);
  });
  form.addEventListener("click", (event) => {
    if (!event.target.matches(".clear")) return;
    const group = event.target.closest("fieldset");
    const [first] = group.querySelectorAll("input");
    for (const each of group.querySelectorAll("input")) each.checked = false;
    given({ name: first.name, value: "" });
    first.focus();
  });

  // --- what is answered elsewhere ----------------------------------------------------------------------------------

  let isBehind = false;

  // Another window or device has saved something; it is shown as soon as somebody looks.
  function look(isNews = false) {
    isBehind ||= isNews;
    if (!isBehind || document.hidden) return;
    isBehind = false;
    catchUp().catch(() => {});
  }

  async function catchUp() {
    const seen = form.elements.version.value;
    const response = await fetch(location.pathname);
    if (!response.ok) return undefined;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (form.elements.version.value !== seen) return catchUp(); // saved here meanwhile
    form.elements.version.value = page.querySelector("[name=version]").value;
    if (!showStored(page)) return undefined;
    show();
    return sending.tell(words.elsewhere, { isTrouble: false });
  }

  // What is stored, save where this device has something newer. Is any of it news?
  function showStored(page) {
    const newer = kept.all();
    const checked = new Set([...page.querySelectorAll("#answers :checked")].map((each) => `${each.name}=${each.value}`));
    let isNews = false;
    for (const field of form.querySelectorAll(".steps :is(input, textarea)")) {
      if (field.name in newer) continue;
      const what = field.type === "radio" ? "checked" : "value";
      const there = what === "checked" ? checked.has(`${field.name}=${field.value}`) : page.querySelector(`[name=${field.name}]`).value;
      if (field[what] === there || String(field[what]).trim() === there) continue;
      field[what] = there;
      isNews = true;
    }
    return isNews;
  }

  addEventListener("storage", (event) => look(event.key === key && !event.newValue));
  document.addEventListener("visibilitychange", () => look());

  // --- one step at a time, or all at once --------------------------------------------------------------------------

  const numbered = () => steps.findIndex((step) => `#${step.id}` === location.hash);

  function show() {
    for (const group of form.querySelectorAll("fieldset")) {
      const isGiven = group.querySelector("input:checked");
      group.querySelector(".clear").hidden = !isGiven;
    }
    const left = steps.filter((step, number) => (phone.matches ? number >= now : !isDone(step)));
    const seconds = left.reduce((sum, step) => sum + Number(step.dataset.seconds), 0);
    const time = seconds < 60 ? words.last : words.left.replace("{n}", Math.ceil(seconds / 60));
    const number = phone.matches ? now + 1 : steps.filter(isDone).length;
    const place = (phone.matches ? words.place : words.done).replace("{n}", number).replace("{all}", steps.length);
    parts.place.textContent = left.length ? `${place}, ${time}` : place;
    parts.bar.value = number;
    parts.back.hidden = !phone.matches || now === 0;
    parts.next.hidden = !phone.matches || now === steps.length - 1;
    parts.review.hidden = !parts.next.hidden;
    for (const [at, step] of steps.entries()) step.classList.toggle("now", at === now);
  }

  function go(to, { byHand = true } = {}) {
    now = Math.max(0, Math.min(to, steps.length - 1));
    document.querySelector(".note:not(.note-bad)")?.remove(); // it was about the step that is left
    if (byHand) history.pushState(null, "", `#${steps[now].id}`);
    show();
    if (phone.matches) {
      scrollTo(0, 0);
      steps[now].querySelector("h2").focus({ preventScroll: true });
    }
  }

  parts.back.addEventListener("click", () => go(now - 1));
  parts.next.addEventListener("click", () => go(now + 1));
  addEventListener("hashchange", () => {
    if (!location.hash || numbered() >= 0) go(Math.max(numbered(), 0), { byHand: false });
  });
  phone.addEventListener("change", show);

  // --- leaving -----------------------------------------------------------------------------------------------------

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const isEnter = !button || (button.hidden && button.value === "stay");
    if (isEnter) return parts.next.hidden ? undefined : go(now + 1);
    if (!(await sending.all())) return sending.tell(words.wait);
    if (button.value === "review") return location.assign(words.review);
    if (button.name !== "language") return undefined;
    for (const field of form.querySelectorAll(".steps :is(input, textarea), [name=version]")) field.disabled = true;
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "language", value: button.value });
    form.append(chosen);
    if (phone.matches) form.action += `#${steps[now].id}`;
    return form.submit();
  });
  addEventListener("beforeunload", (event) => {
    if (!kept.isEmpty()) event.preventDefault();
  });
  addEventListener("pagehide", () => sending.last());
  addEventListener("online", () => sending.soon(0));

  restore();
  const unanswered = steps.findIndex((step) => !isDone(step));
  now = numbered() >= 0 ? numbered() : Math.max(unanswered, 0);
  document.querySelector(".progress").hidden = false;
  form.querySelector(".save").hidden = true;
  form.classList.add("one-by-one");
  show();
  sending.soon(0);
}

// What this device keeps until the server has it: {name of the field: value}. Two windows share it.
function remembering(key) {
  let here = {};
  const all = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return here; // a browser that stores nothing: as long as the page lives
    }
  };
  const keep = (answers) => {
    here = answers;
    try {
      if (Object.keys(answers).length) localStorage.setItem(key, JSON.stringify(answers));
      else localStorage.removeItem(key);
    } catch { /* as above */ }
  };
  return {
    all,
    isEmpty: () => Object.keys(all()).length === 0,
    set: (name, value) => keep({ ...all(), [name]: value }),
    // what was changed again meanwhile stays
    forget: (sent) => keep(Object.fromEntries(Object.entries(all()).filter(([name, value]) => sent[name] !== value))),
  };
}

function sender(kept, parts, look) {
  let timer = 0;
  let rest = 1;
  let underway = null;
  let isOver = false;

  const body = (answers) => new URLSearchParams({
    ...answers, mark: form.elements.mark.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
  });

  function tell(text, { isTrouble = true } = {}) {
    parts.away.textContent = text;
    parts.away.hidden = !text;
    parts.away.classList.toggle("strip-away", isTrouble);
  }

  function soon(milliseconds) {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(send, milliseconds);
  }

  async function send() {
    clearTimeout(timer);
    underway ??= attempt().finally(() => { underway = null; });
    return underway;
  }

  async function attempt() {
    const answers = kept.all();
    if (isOver || !Object.keys(answers).length) return;
    parts.state.textContent = words.saving;
    try {
      const response = await fetch(words.save, { method: "POST", body: body(answers), signal: AbortSignal.timeout(20000) });
      await received(response, answers);
    } catch {
      later(words.away);
    }
  }

  async function received(response, answers) {
    if (response.ok) return saved(await response.json(), answers);
    if (response.status === 410) return closed();
    if (response.status === 422) return refused(await response.json());
    if ([403, 404, 409].includes(response.status)) return over(response.status === 409 ? words.other : words.old);
    return later(words.away);
  }

  function saved(reply, answers) {
    kept.forget(answers);
    const isAlone = reply.version <= Number(form.elements.version.value) + 1;
    form.elements.version.value = reply.version;
    rest = 1;
    tell("");
    look(!isAlone);
    parts.state.textContent = kept.isEmpty() ? words.saved : words.saving;
    if (!kept.isEmpty()) soon(0);
  }

  function later(text) {
    tell(text);
    parts.state.textContent = "";
    soon(rest * 1000);
    rest = Math.min(rest * 2, LONGEST_REST);
  }

  // the answer that cannot be kept is left out, so that it does not hold up the others
  function refused({ errors }) {
    const answers = kept.all();
    kept.forget(Object.fromEntries(Object.keys(errors).map((name) => [name, answers[name]])));
    tell(`${words.refused} ${Object.values(errors).join(" ")}`);
    if (!kept.isEmpty()) soon(0);
  }

  function over(text) {
    isOver = true;
    parts.state.textContent = "";
    tell(text);
  }

  function closed() {
    isOver = true;
    kept.forget(kept.all());
    location.assign(`${words.start}?late`);
  }

  return {
    soon,
    tell,
    // everything, now; whether it has arrived
    all: async () => {
      if (underway) await underway;
      await send();
      return kept.isEmpty();
    },
    last: () => {
      const answers = kept.all();
      if (!isOver && Object.keys(answers).length) navigator.sendBeacon(words.save, body(answers));
    },
  };
}
