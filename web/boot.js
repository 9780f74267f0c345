// Starts the client, or says why it cannot. A file of its own, since the content security policy
// allows no inline script.

// A module with one function type that takes an `externref`: what it needs is what the client
// needs, and browsers got it last (Chrome 96, Safari 15).
const probe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]);

function show(id) {
  document.getElementById("app").hidden = true;
  document.getElementById(id).hidden = false;
}

// The look that the client kept on this device, before it is here to show it: nothing flashes.
try {
  const [lang, size, contrast] = (localStorage.getItem("look") || "").split(" ");
  const root = document.documentElement;
  if (contrast) {
    root.lang = lang;
    root.dataset.size = size;
    root.dataset.contrast = contrast;
  }
} catch (reason) {
  // Storage is switched off: everything looks as usual.
}

// The browser's offer to install is kept until somebody asks for it in settings.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.installOffer = event;
});

if (typeof WebAssembly === "object" && WebAssembly.validate(probe)) {
  import("{{glue}}")
    .then((client) => client.default({ module_or_path: "{{wasm}}" }))
    .catch((reason) => {
      console.error(reason);
      show("not-loaded");
    });
} else {
  show("old-browser");
}
