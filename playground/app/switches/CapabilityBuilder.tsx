import type { Permission } from '../../web-sdk/index.ts'
import { serviceActions } from './permissionText.ts'

type CapabilityBuilderProps = {
  readonly permissions: readonly Permission[]
  readonly onChange: (permissions: readonly Permission[]) => void
}

/** Chooses what the app asks for: one permission a row. */
export function CapabilityBuilder({ permissions, onChange }: CapabilityBuilderProps) {
  const replace = (index: number, permission: Permission) => onChange(permissions.with(index, permission))
  return (
    <fieldset>
      <legend>What the app asks for</legend>
      {permissions.length === 0 && <p class="hint">What the client requests by default: 13 resources.</p>}
      <ul class="rows">
        {permissions.map((permission, index) => (
          <li key={index}>
            <PermissionRow
              permission={permission}
              number={index + 1}
              onChange={(changed) => replace(index, changed)}
              onRemove={() => onChange(permissions.filter((other) => other !== permission))}
            />
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => onChange([...permissions, firstPermission])}>
        Add a permission
      </button>
    </fieldset>
  )
}

const firstPermission: Permission = { service: 'tinycloud.kv', actions: ['get'], space: 'default', path: '' }

type PermissionRowProps = {
  readonly permission: Permission
  readonly number: number
  readonly onChange: (permission: Permission) => void
  readonly onRemove: () => void
}

function PermissionRow({ permission, number, onChange, onRemove }: PermissionRowProps) {
  const { service, actions, space = '', path } = permission
  const name = service.replace('tinycloud.', '')
  const offered = serviceActions[name] ?? []
  const toggle = (action: string, isChosen: boolean) => {
    const chosen = offered.filter((other) => (other === action ? isChosen : actions.includes(other)))
    if (chosen.length > 0) onChange({ ...permission, actions: chosen })
  }
  return (
    <fieldset class="row">
      <legend>Permission {number}</legend>
      <label>
        Service
        <select
          value={name}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              ...permission,
              service: `tinycloud.${value}`,
              actions: [...(serviceActions[value] ?? [])].slice(0, 1),
            })
          }
        >
          {Object.keys(serviceActions).map((value) => (
            <option key={value}>{value}</option>
          ))}
        </select>
      </label>
      <label>
        Space
        <input
          value={space}
          pattern="[\w\-]+"
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => {
            if (/^[\w-]+$/.test(value)) onChange({ ...permission, space: value })
          }}
        />
      </label>
      <label>
        Path
        <input
          value={path}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => onChange({ ...permission, path: value })}
        />
      </label>
      <div class="checks">
        {offered.map((action) => (
          <label key={action}>
            <input
              type="checkbox"
              checked={actions.includes(action)}
              onChange={({ currentTarget: { checked } }) => toggle(action, checked)}
            />
            {action}
          </label>
        ))}
      </div>
      <button type="button" onClick={onRemove}>
        Remove
      </button>
    </fieldset>
  )
}
