export const ALL_ROOM = "all";
export const WEBSITE_ROOM = "website";
export const user_room = (user) => `user:${user}`;
export const doctype_room = (doctype) => `doctype:${doctype}`;
export const doc_room = (doctype, name) => `doc:${doctype}/${name}`;
export const viewers_room = (doctype, name) => `open_doc:${doctype}/${name}`;
export const task_room = (task) => `task_progress:${task}`;
