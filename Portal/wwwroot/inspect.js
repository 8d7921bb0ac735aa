// A pasted token is sent to the backend once and then removed from the field. It is not sent by the circuit's events,
// which would send it twice and break the connection above 32 KB.

const largest = 24 * 1024;

export function take(field) {
  const text = field.value;
  field.value = '';
  return new TextEncoder().encode(text).length > largest ? null : text;
}
