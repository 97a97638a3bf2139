import { formatCount, formatShare } from '../../figures.ts'
import { clientTime } from '../../metrics/client-time.ts'
import { isItemsKind } from '../../workload/request-definition.ts'
import type { Check } from '../evidence/check.ts'

const warningShare = 0.02
const invalidShare = 0.1

/** Clients of a closed load that have nothing in flight make less of a load than was asked for. */
export const idleClients: Check = ({ header, samples, end }) => {
  const { load, concurrency } = header.plan
  const time = load.kind === 'closed' ? clientTime(samples, concurrency, end.waits !== null) : null
  if (time === null) return null
  const share = time.idleMs / time.clientMs
  const connecting = time.connectingMs / time.clientMs
  const base = { id: 'idle-clients', protects: ['rates'] }
  const clients = concurrency === 1 ? 'the client' : `the ${formatCount(concurrency)} clients`
  const beside = connecting < warningShare / 10 ? '' : `, and opened connections for ${formatShare(connecting)} of it`
  const found = `${clients} had no request in flight for ${formatShare(share)} of the steady time${beside}`
  if (share <= warningShare) return { ...base, status: 'ok', message: found }
  const more = isItemsKind(header.workload.kind) ? 'put more texts into each request' : 'ask for longer answers'
  const wayOut =
    header.facts.target.kind === 'model'
      ? `${more}, so that the time between two requests weighs less`
      : header.facts.target.timedIn === 'worker'
        ? "close what else runs, or lower the load: one process has the test's work and this one"
        : `close what else runs, make the load with more processes (hosts), or ${more}`
  return {
    ...base,
    status: share > invalidShare ? 'invalid' : 'warning',
    message: `${found}: rates are those of a weaker load; ${wayOut}`,
  }
}
