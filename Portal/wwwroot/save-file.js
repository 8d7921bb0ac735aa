// Saves a file whose content the circuit sends.
export async function save(name, stream) {
  const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // The browser may still read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
