import {test} from 'node:test';
import {javascriptRecipes, startWorkerRecipe} from './support/javascript-recipes.js';
import {isOnThisMachine, otherRecipes} from './support/other-recipes.js';
import {startProgram} from './support/recipe-program.js';
import {checkRoute} from './support/recipe-rules.js';

// What stands in a framework runs in the framework itself: test/frameworks/recipes.ts.
for (const [name, program] of Object.entries(javascriptRecipes)) {
  test(`recipe for ${name}`, () => checkRoute(async (settings) => startProgram(await program(), settings)));
}
test('recipe for Workers', () => checkRoute(startWorkerRecipe));

const missing = Object.keys(otherRecipes).filter((name) => !isOnThisMachine(otherRecipes[name]));
if (missing.length) console.log(`Recipes not run, their language is not on this machine: ${missing.join(', ')}`);
for (const [name, {program}] of Object.entries(otherRecipes)) {
  if (!missing.includes(name))
    test(`recipe for ${name}`, () => checkRoute((settings) => startProgram(program(), settings)));
}
