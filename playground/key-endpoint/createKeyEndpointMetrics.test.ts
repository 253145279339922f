import { describe, expect, test } from 'vitest'
import { createKeyEndpointMetrics } from './createKeyEndpointMetrics.ts'

describe('createKeyEndpointMetrics', () => {
  test('measures responses by route and status, and no path', async () => {
    const { registry, observe } = createKeyEndpointMetrics()
    const request = { event: 'request', requestId: 'a', method: 'POST', route: '/api/keys/:id/sign' }
    for (const durationMs of [3, 4]) observe({ ...request, status: 200, durationMs })
    const labels = 'method="POST",route="/api/keys/:id/sign",status="200"'
    expect(await registry.metrics()).toContain(`openkey_http_request_duration_seconds_count{${labels}} 2\n`)
  })

  test('counts outcomes of the bootstrap, and measures its steps', async () => {
    const { registry, observe } = createKeyEndpointMetrics()
    const step = { event: 'bootstrap_step', step: 'host:account' }
    observe({ ...step, outcome: 'completed', durationMs: 40 })
    observe({ ...step, outcome: 'failed', durationMs: 2_000, reason: 'unreachable' })
    observe({ event: 'bootstrap_settled', bootstrap: 'failed' })
    const metrics = await registry.metrics()
    const name = 'openkey_bootstrap_step_duration_seconds'
    expect(metrics).toContain(`${name}_sum{step="host:account",outcome="failed"} 2\n`)
    expect(metrics).toContain(`${name}_bucket{le="0.05",step="host:account",outcome="completed"} 1\n`)
    expect(metrics).toContain('openkey_events_total{event="bootstrap_settled",outcome="failed"} 1\n')
  })
})
