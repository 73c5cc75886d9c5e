#!/usr/bin/env node
import { commandAgents } from "../agents/hook-agents";
import { capture } from "./capture";

const [, , ...given] = process.argv;
// The option may stand before the agent's name as well.
const [word, ...args] = given[0] === "--verbose" ? [...given.slice(1), "--verbose"] : given;
const agent = commandAgents.find((name) => name === word);
if (agent) capture(agent, args);
else void import("./manage").then(({ manage }) => manage(word, args));
