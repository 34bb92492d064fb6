/**
 * Which version of IP a text is an address of; null where it is none. As `node:net` has it, but for zones (`fe80::1%eth0`),
 * which mean nothing to any other machine; that module, with all of its sockets, takes longer to load than a small project
 * takes to evaluate.
 */
export function ipVersion(text: string): 4 | 6 | null {
  if (ipv4.test(text)) return 4;
  return /^[0-9A-Fa-f:.]+$/.test(text) && URL.canParse(`http://[${text}]`) ? 6 : null;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
