import type { LookupFunction } from 'node:net'
import type { Proxy } from '../proxy/proxy.ts'

/** Options of trust for https, as those of the same names of Node's `tls.connect`. */
export interface TlsTrust {
  readonly ca?: string
  readonly rejectUnauthorized?: boolean
  readonly servername?: string
}

/** Server to connect to, with the way there, the lookup of its name and the trust in it. */
export interface Origin {
  readonly url: URL
  readonly tls: TlsTrust | undefined
  readonly lookup: LookupFunction
  /** Proxy on the way; null for none. */
  readonly proxy: Proxy | null
}
