import { BlockList, isIP } from 'node:net'

/**
 * Whether a list such as that of `NO_PROXY` names an address, by curl's rules: parts between commas or spaces,
 * each a host with all below it (a leading `.` or `*.` changes nothing), with or without a port, an address of
 * IP or a range of them (`10.0.0.0/8`), or `*` for all.
 */
export function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = bare(hostname)
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), host, ownPort))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInRange(entry, host)
  // Only a name or an address in brackets has a port: the others are full of colons.
  const [, name = entry, wanted] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? []
  if (wanted !== undefined && wanted !== port) return false
  const wantedHost = bare(name).replace(/^\*?\./, '')
  if (wantedHost === '') return false
  return host === wantedHost || (isIP(host) === 0 && host.endsWith(`.${wantedHost}`))
}

function isInRange(entry: string, host: string): boolean {
  const family = isIP(host)
  const [, address = '', bits = ''] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? []
  if (family === 0 || isIP(address) !== family || Number(bits) > (family === 4 ? 32 : 128)) return false
  const range = new BlockList()
  range.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return range.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

/** A host without brackets, final dot and upper case. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}
