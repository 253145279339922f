import { afterEach } from 'vitest'
import { openScene, type Scene, type SceneOptions } from './openScene.ts'

/** Opens scenes that end with their test. */
export function useScenes(): (options?: SceneOptions) => Scene {
  const scenes: Scene[] = []
  afterEach(() => {
    for (const { close } of scenes.splice(0)) close()
  })
  return (options) => {
    const opened = openScene(options)
    scenes.push(opened)
    return opened
  }
}
