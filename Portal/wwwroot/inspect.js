// A pasted token goes to the backend once, and stays nowhere: neither in the field nor in the circuit's events, which
// would carry it twice and break the connection at 32 KB.

const largest = 24 * 1024;

export function take(field) {
  const text = field.value;
  field.value = '';
  return new TextEncoder().encode(text).length > largest ? null : text;
}
