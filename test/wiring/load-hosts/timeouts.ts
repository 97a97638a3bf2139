import type { HttpTimeouts } from '../../../src/http/socket/client.ts'

/** Short enough that what hangs is over soon. */
export const timeouts: HttpTimeouts = { connectMs: 2000, firstTokenMs: 400, stallMs: 300, totalMs: 1200 }
