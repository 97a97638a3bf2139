import type { HostLease } from '../../broker/calls.ts'
import type { Channel } from '../../channel/channel.ts'
import type { ModelHostCalls } from '../../host/model-host-calls.ts'

/** A host and this worker's connection to it. */
export interface ConnectedHost {
  readonly lease: HostLease
  readonly channel: Channel<ModelHostCalls>
}
