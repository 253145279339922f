import { describeBlocks } from '../../testing/describeBlocks.ts'
import { mapBlocks } from '../../testing/mapBlocks.ts'

describeBlocks('mapBlocks', async () => mapBlocks())
