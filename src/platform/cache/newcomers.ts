/** Keys remembered at once: as many pages as a cache of 500 MB has. */
const SLOTS = 65_536;

/**
 * Whether a key came before, of late: what is read only once (a crawler, a stranger who counts through the ids) pushes nothing out, and
 * costs no copy. A slot holds the hash of the last key that fell into it, so it forgets by itself. (The doorkeeper of TinyLFU, Einziger et al.)
 */
export function createNewcomers() {
  const slots = new Uint32Array(SLOTS);
  return {
    seenBefore(key: string): boolean {
      const hashed = hashOf(key);
      const slot = hashed % SLOTS;
      if (slots[slot] === hashed) return true;
      slots[slot] = hashed;
      return false;
    },
  };
}

/** FNV-1a; never zero, which an empty slot has. */
function hashOf(text: string): number {
  let hashed = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hashed = Math.imul(hashed ^ text.charCodeAt(index), 16_777_619);
  // The low bits of a multiplication know little of the high ones.
  return (hashed ^ (hashed >>> 15)) >>> 0 || 1;
}
