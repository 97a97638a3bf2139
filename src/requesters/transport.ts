import type { LanguageModelTransport } from './ai-sdk/transport.ts'
import type { SimulatedTransport } from './simulated/transport.ts'
import type { HttpTransport } from './http/transport.ts'

/** Way in which a load host makes a request, discriminated on `type`. */
export type Transport = HttpTransport | SimulatedTransport | LanguageModelTransport
