// Run only by browsers that know no modules, hence no WebAssembly as the client needs it.
document.getElementById("old-browser").hidden = false;
