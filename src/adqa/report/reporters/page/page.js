(function () {
  "use strict";
  var form = document.getElementById("filters");
  var cards = Array.prototype.slice.call(document.querySelectorAll(".creative"));
  var output = form.querySelector("output");
  var reset = form.querySelector("button");
  var ready = document.getElementById("ready");
  var words = new Map();

  function textOf(card) {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase());
    return words.get(card);
  }
  function holds(list, value) {
    return !value || list.split("|").indexOf(value) >= 0;
  }
  function number(count) {
    return count.toLocaleString("en-US");
  }
  function filter() {
    var get = function (name) { return form.elements[name].value; };
    var needles = get("text").toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0, tiles = 0;
    cards.forEach(function (card) {
      var fits = (!get("verdict") || card.dataset.verdict === get("verdict")) &&
        holds(card.dataset.owners, get("owner")) && holds(card.dataset.rules, get("rule")) &&
        needles.every(function (needle) { return textOf(card).indexOf(needle) >= 0; });
      card.hidden = !fits;
      shown += fits;
      tiles += fits && card.dataset.verdict === "pass";
    });
    var all = shown === cards.length;
    output.textContent = all ? number(shown) + " shown" : number(shown) + " of " + number(cards.length) + " shown";
    reset.hidden = all;
    document.body.classList.toggle("no-tiles", !tiles);
    document.body.classList.toggle("filtered", !all);
  }
  function showTarget() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.hidden && target.classList.contains("creative")) {
      form.reset();
      target.scrollIntoView();
    }
  }
  function listed(section) {
    var lines = [];
    section.querySelectorAll(".group").forEach(function (group) {
      group.querySelectorAll(".line, .advice").forEach(function (part) {
        if (part.classList.contains("advice")) {
          lines.push("  " + part.textContent.trim());
          return;
        }
        var file = part.querySelector(".file").textContent, says = part.querySelector(".says").textContent.trim();
        lines.push("• " + file + " – " + says.charAt(0).toLowerCase() + says.slice(1));
      });
    });
    return lines.join("\n") + "\n";
  }
  function copy(button) {
    var text = listed(button.closest(".owner")), said = button.textContent;
    var done = function (word) {
      button.textContent = word;
      setTimeout(function () { button.textContent = said; }, 1500);
    };
    var byHand = function () {
      var area = document.createElement("textarea");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      done(document.execCommand("copy") ? "Copied" : "Not copied");
      area.remove();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done("Copied"); }, byHand);
    else byHand();
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", filter);
  form.addEventListener("reset", function () { setTimeout(function () { filter(); marks(); }); });
  function marks() { document.body.classList.toggle("no-marks", !form.elements.marks.checked); }
  form.elements.marks.addEventListener("change", marks);
  document.querySelectorAll(".copy").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
  window.addEventListener("hashchange", showTarget);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.more").forEach(function (one) { one.open = true; });
  });
  filter();
})();
