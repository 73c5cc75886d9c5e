import { mainDestinations } from "./destinations";

type KeyLine = { presses: readonly string[]; does: string };

/** Every key of the app, where it works, and what it does: what a page listens to is listed here. */
export const keyGroups: readonly { heading: string; keys: readonly KeyLine[] }[] = [
  {
    heading: "On every page",
    keys: [
      { presses: ["⌘K", "Ctrl K"], does: "Jump to a page, an agent, an event; do something" },
      { presses: ["?"], does: "These keys" },
      ...mainDestinations.flatMap(({ press, text }) =>
        press ? [{ presses: ["g", press], does: `Go to ${text}` }] : [],
      ),
    ],
  },
  {
    heading: "On events",
    keys: [
      { presses: ["j", "k"], does: "Next or previous event" },
      { presses: ["Enter"], does: "Open the event in focus" },
      { presses: ["Esc"], does: "Close the event, or clear the selection" },
      { presses: ["[", "]"], does: "Previous or next of its session" },
      { presses: ["x", "X"], does: "Select the event, or all up to it" },
      { presses: ["c"], does: "Copy a link to the event" },
      { presses: ["d"], does: "Rows closer or wider" },
      { presses: ["/"], does: "Search" },
      { presses: ["f"], does: "Add a filter" },
      { presses: ["t"], does: "Jump to a time or a cursor" },
      { presses: ["Space"], does: "Pause or follow" },
      { presses: ["."], does: "Show what is new and follow" },
    ],
  },
  {
    heading: "In the inbox",
    keys: [
      { presses: ["j", "k"], does: "Next or previous notification" },
      { presses: ["Enter"], does: "Open the notification in focus" },
      { presses: ["e"], does: "Acknowledge it, or those selected" },
      { presses: ["a"], does: "Assign it" },
      { presses: ["s"], does: "Snooze it" },
      { presses: ["u"], does: "Mark it unread, or read" },
      { presses: ["x", "X"], does: "Select the notification, or all up to it" },
      { presses: ["Esc"], does: "Close the notification, or clear the selection" },
    ],
  },
];
