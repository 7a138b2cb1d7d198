// Prints the part of Bootstrap's sheet that our pages use: `node .ci/npm/trim-bootstrap.mjs >static/bootstrap.min.css`.
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const here = new URL(".", import.meta.url).pathname;
const root = `${here}../../`;
const BY_CODE = [ // written by crispy and by Python, in no template of ours
  "form-control", "form-select", "form-label", "form-text", "form-check", "form-check-input", "form-check-label", "is-invalid", "invalid-feedback",
  "mb-3", "fs-6", "btn-primary", "btn-outline-secondary", "btn-outline-danger",
];
const BY_SCRIPT = ["input", "label", "button", "textarea", "select", "option", "fieldset", "legend"];
const ATTRIBUTES = ["type", "disabled", "hidden", "multiple", "size", "readonly", "list", "href", "class"];

// The elements of a page and the words of its class attributes, never its other words: prose says "table" and "row" too.
function extract(template) {
  const content = template.replace(/\{[{%].*?[%}]\}/g, " ");
  const classes = [...content.matchAll(/class(?:Name)?\s*=\s*"([^"]*)"/g)].flatMap(([, words]) => words.split(/[^\w-]+/));
  const elements = [...content.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name);
  return [...classes, ...elements, ...ATTRIBUTES];
}

const sheet = readFileSync(`${here}node_modules/bootstrap/dist/css/bootstrap.min.css`, "utf8").replace(/\n\/\*# sourceMappingURL.*/, "");
const [{ css }] = await new PurgeCSS().purge({
  content: [`${root}templates/**/*.html`, `${root}static/site.js`],
  skippedContentGlobs: [`${root}templates/papers/**`], // papers have a sheet of their own
  css: [{ raw: sheet }],
  defaultExtractor: extract,
  safelist: [...BY_CODE, ...BY_SCRIPT],
  keyframes: true,
});
process.stdout.write(css.replace(/url\("data:[^"]*"\)/g, "none")); // the site's policy blocks such pictures; site.css draws its own
