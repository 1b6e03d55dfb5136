/** Makes an element; properties are set as they are, children may be texts: nothing is ever parsed as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(text, action, properties = {}) {
  return make('button', { type: 'button', textContent: text, onclick: action, ...properties });
}

/** Calls the control API; what it refuses is shown above the tree, until the next change, and thrown. */
export async function call(method, path, body) {
  const response = await fetch(`/control${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = await response.json();
  if (!response.ok || method !== 'GET') say(response.ok ? '' : answer.message);
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

export function say(text) {
  document.querySelector('#message').textContent = text;
}

/** Asks for a whole number, zero or more; null when the person changes their mind. */
export function askNumber(question, present) {
  const answer = prompt(question, String(present));
  return answer === null || !/^\d+$/.test(answer.trim()) ? null : Number(answer);
}
