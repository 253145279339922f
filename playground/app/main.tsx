import { readAppConfig } from './appConfig.ts'
import { mountApp } from './mountApp.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
mountApp(root, readAppConfig(document))
