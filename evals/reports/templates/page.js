"use strict";
const form = document.getElementById("filters");
const questions = [...document.querySelectorAll("details.question")];
const texts = questions.map((item) => item.textContent.toLocaleLowerCase());

function matches(item, text, wanted) {
  const verdict = wanted.get("outcome");
  if (verdict === "failed" ? item.dataset.passed !== "no" : verdict && item.dataset.outcome !== verdict) return false;
  if (["type", "lang", "gold"].some((name) => wanted.get(name) && item.dataset[name] !== wanted.get(name))) return false;
  return wanted.get("words").toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function filter() {
  const wanted = new FormData(form);
  let shown = 0;
  questions.forEach((item, n) => {
    item.hidden = !matches(item, texts[n], wanted);
    shown += !item.hidden;
  });
  document.getElementById("count").textContent = `${shown} of ${questions.length}`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
