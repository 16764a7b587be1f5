// SPDX-License-Identifier: Apache-2.0
//
// Opens and closes many lines at a time; one line opens without this.
const lines = [...document.querySelectorAll("main details")];
const onClick = (id, isOpen) => document.getElementById(id).addEventListener("click", () => {
  for (const line of lines) line.open = isOpen(line);
});
onClick("open-holding", (line) => line.classList.contains("holds"));
onClick("open-all", () => true);
onClick("close-all", () => false);
document.querySelector(".buttons").hidden = false;
document.body.classList.add("scripted");
