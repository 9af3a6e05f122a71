// The components of govuk-frontend that the pages use. Its Radios are not among
// them: they put aria-expanded on a radio, which ARIA does not allow; reveal.js
// does their work.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

const components = [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, SkipLink];

export function govuk(scope) {
  // govuk-frontend asks for this class, which its own pages set inline.
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const Component of components) {
    for (const element of scope.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      if (!element.hasAttribute(`data-${Component.moduleName}-init`)) new Component(element);
    }
  }
}
