// Waits until the page is there and nothing on it is on its way; hands over what is missing.
const done = arguments[0];
const last = Date.now() + 15000;
// What only shows how waiting looks is not waited for.
const WAITING = ":not(#states) > .waiting, .opening";
let calm = 0;
const look = () => {
  const waits = !document.getElementById("heading") || document.querySelector(WAITING);
  calm = waits ? 0 : calm + 1;
  if (calm > 2) done("");
  else if (Date.now() > last) done(waits === true ? "no heading" : "still loading");
  else setTimeout(look, 25);
};
look();
