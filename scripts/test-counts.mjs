// @ts-check
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * What a part that is one check counts.
 * @param {boolean} ok
 * @returns {Counts}
 */
export function checkCounts(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/**
 * What vitest's JSON report counts. A file that could not be loaded has no tests, and a broken run may have no report:
 * such a run counts one failure, so that it never looks better than it is.
 * @param {string} file
 * @param {boolean} ok whether the program ended well
 * @returns {Counts}
 */
export function vitestCounts(file, ok) {
  if (!existsSync(file)) return checkCounts(false);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: numPassedTests, failed: atLeastOneUnless(ok, numFailedTests) };
}

/**
 * What Playwright's JSON report counts. A test that passed on a second try has passed; Playwright's list names it as
 * flaky, and so that nobody overlooks it the number stands by itself.
 * @param {string} file
 * @param {boolean} ok whether the program ended well
 * @returns {Counts}
 */
export function playwrightCounts(file, ok) {
  if (!existsSync(file)) return checkCounts(false);
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(file, "utf8")).stats;
  if (flaky > 0)
    console.log(`${flaky} of the journeys passed on their second try only: they are listed as flaky above.`);
  return { passed: expected + flaky, failed: atLeastOneUnless(ok, unexpected) };
}

/**
 * @param {boolean} ok
 * @param {number} failed
 */
function atLeastOneUnless(ok, failed) {
  return ok ? failed : Math.max(1, failed);
}
