import type { Catalogue } from './catalogue.ts'
import type { ProblemText } from './en/problemText.ts'

const unreadable: ProblemText = {
  title: 'OpenKey hat diese Anfrage blockiert',
  body: 'OpenKey kann sie nicht vollständig lesen und dir deshalb nicht sicher zeigen, was du unterschreiben würdest. Es wurde nichts unterschrieben.',
}

const misleading: ProblemText = {
  title: 'OpenKey hat diese Anfrage blockiert',
  body: 'Die Nachricht sagt etwas anderes, als sie erlauben würde. Es wurde nichts unterschrieben.',
}

/** German. */
export const catalogue: Catalogue = {
  common: {
    language: 'de',
    direction: 'ltr',
    product: 'OpenKey',
    close: 'Schließen',
    cancel: 'Abbrechen',
    back: 'Zurück',
    oneMoment: 'Einen Moment',
    signInTo: 'Anmelden bei {host}',
    claimedName: 'Nennt sich {name}',
    continueInWindow: 'In einem Fenster fortfahren',
    checkWindow:
      'OpenKey fährt in einem eigenen Fenster fort. Prüfe dort die Adresse, bevor du dich anmeldest oder etwas erlaubst: Sie muss die von OpenKey sein.',
  },
  format: { locale: 'de' },
  welcome: {
    promise: 'Die App sieht die Adresse deines Kontos. Ohne deine Zustimmung hier kann sie nichts unterschreiben.',
    passkey: 'Weiter mit Passkey',
    email: 'Weiter mit E-Mail',
    newHere: 'Neu bei OpenKey? Lege mit deiner E-Mail-Adresse ein Konto an.',
    access: 'Wo du angemeldet bist',
  },
  feedback: {
    notice: {
      passkey_cancelled: 'Es wurde kein Passkey verwendet. Versuche es noch einmal, oder mach mit E-Mail weiter.',
      passkey_failed:
        'Dieser Passkey hat hier nicht funktioniert. Versuche es noch einmal, oder mach mit E-Mail weiter.',
      session_ended: 'Deine Sitzung ist abgelaufen. Melde dich wieder an, um fortzufahren.',
      email_refused: 'An diese Adresse konnten wir keinen Code senden. Prüfe sie auf Tippfehler.',
      wrong_code: 'Dieser Code ist falsch oder abgelaufen. Prüfe ihn, oder fordere einen neuen an.',
      slow_down: 'Zu viele Versuche. Warte eine Minute, und versuche es dann noch einmal.',
      approval_cancelled:
        'Du hast das nicht mit deinem Passkey bestätigt. Versuche es noch einmal, wenn du so weit bist.',
      approval_failed:
        'Dieser Passkey konnte das hier nicht bestätigen. Versuche es noch einmal, oder nimm einen anderen Weg.',
      code_resent: 'Wir haben dir einen neuen Code gesendet.',
    },
    press: {
      early: 'Nimm dir einen Moment zum Lesen, und drücke dann noch einmal.',
      unread: 'Scrolle, bis du alles gelesen hast, was diese App verlangt, und drücke dann noch einmal.',
      covered: 'Ein Teil von OpenKey ist verdeckt oder nicht im Bild. Deshalb wurde nichts erlaubt.',
      small: 'Das ist zu klein zum Lesen. Vergrößere das Fenster oder drehe dein Gerät, um fortzufahren.',
    },
  },
  signIn: {
    passkey: {
      title: 'Verwende deinen Passkey',
      body: 'Folge den Anweisungen deines Browsers oder Geräts.',
      instead: 'Anderen Weg wählen',
    },
    email: {
      title: 'Gib deine E-Mail-Adresse ein',
      hint: 'Wir senden dir einen sechsstelligen Code.',
      label: 'E-Mail-Adresse',
      submit: 'Code senden',
      busy: 'Wird gesendet…',
    },
    code: {
      title: 'Gib deinen Code ein',
      sentTo: 'Wir haben ihn an {email} gesendet',
      label: 'Sechsstelliger Code',
      submit: 'Weiter',
      busy: 'Wird geprüft…',
      resend: 'Neuen Code senden',
      missing: 'Darin steht kein sechsstelliger Code. Tippe die sechs Ziffern aus der E-Mail ein.',
    },
    codeRefused: {
      window: {
        title: 'In einem Fenster fortfahren',
        body: 'Du hast schon ein Konto. Ein Code öffnet es nur im eigenen Fenster von OpenKey, wo du die Adresse prüfen kannst. Dort bekommst du einen neuen Code.',
      },
      passkey: {
        title: 'Verwende deinen Passkey',
        body: 'Dein Konto hat einen Passkey. Ein Code allein genügt hier deshalb nicht.',
      },
      passkeyButton: 'Passkey verwenden',
    },
    confirm: {
      title: 'Die Adresse deines Kontos teilen?',
      body: '{host} sieht dann die Adresse dieses Kontos. Ohne deine Zustimmung hier kann die App nichts unterschreiben.',
      submit: 'Weiter',
      other: 'Anderes Konto verwenden',
    },
    offer: {
      title: 'Nächstes Mal schneller anmelden?',
      body: 'Mit einem Passkey meldest du dich per Fingerabdruck, Gesicht oder Bildschirmsperre an. Ohne Code.',
      prompt:
        'Folge den Anweisungen deines Geräts. Wenn du das überspringst und dein Gerät trotzdem einen Passkey speichert, lösche ihn dort: Er funktioniert nicht.',
      leftover:
        'Der neue Passkey wurde nicht hinzugefügt. Wenn ihn dein Gerät oder Passwortmanager anzeigt, lösche ihn dort. Du kannst ohne ihn fortfahren.',
      full: 'Dein Konto hat schon so viele Passkeys wie möglich. Du kannst ohne einen neuen fortfahren.',
      known: 'Dieses Gerät hat schon einen Passkey für dein Konto. Du kannst fortfahren.',
      failed: 'Es wurde kein Passkey hinzugefügt. Versuche es noch einmal, oder fahre ohne fort.',
      submit: 'Passkey hinzufügen',
      busy: 'Warte auf dein Gerät…',
      skip: 'Nicht jetzt',
    },
  },
  review: {
    title: {
      session: 'Anmelden bei {host}',
      plain: 'Anmelden bei {host}',
      host: 'Speicher einrichten für {host}',
      user: 'Deine Daten teilen, auf Wunsch von {host}',
      revocation: 'Zugriff widerrufen, auf Wunsch von {host}',
    },
    account: 'Konto',
    expires: 'Läuft ab',
    once: 'Nach dieser Anmeldung',
    never: 'Nie, außer du widerrufst es',
    permanent: 'Nie. Um wieder Zugriff zu geben, musst du eine neue Anfrage unterschreiben',
    recipient: 'Für',
    toSession: 'Der Schlüssel dieser App',
    toNode: 'TinyCloud-Server',
    may: 'Diese App darf',
    mayAlso: 'Sie darf auch',
    userMay: 'Diese Person darf',
    sharedTitle: 'Damit kann eine andere Person für dich handeln',
    sharedWith: '{address} auf Chain {chainId}',
    revokedTitle: 'Das widerruft Zugriff',
    revoked:
      'Alle, die durch diese Delegation Zugriff haben, verlieren ihn, und ebenso alle, mit denen sie ihn geteilt haben: {cid}',
    revokedOnly: 'Es erlaubt nichts Neues.',
    mayRead: { one: 'Sie darf auch einen bestimmten Ort lesen', other: 'Sie darf auch {count} bestimmte Orte lesen' },
    literalTitle: 'Das kann OpenKey nicht erklären',
    literal: {
      always: 'Auf {resource} diese Aktionen: {actions}',
      underCondition: 'Auf {resource} diese Aktionen: {actions}, unter dieser Bedingung: {conditions}',
      underConditions: 'Auf {resource} diese Aktionen: {actions}, unter einer dieser Bedingungen: {conditions}',
      moreActions: { one: 'und {count} weitere Aktion', other: 'und {count} weitere Aktionen' },
      moreConditions: { one: 'oder {count} weitere Bedingung', other: 'oder {count} weitere Bedingungen' },
    },
    unrecognised: { other: 'und {count} weitere, die OpenKey nicht erkennt' },
    moreLiterals: { other: 'und {count} weitere' },
    more: 'Mehr anzeigen',
    less: 'Weniger anzeigen',
    sensitive: 'Sensibel',
    nothingGranted: 'Das beweist nur, wer du bist. Es gibt keinen Zugriff auf irgendetwas.',
    ownWords: 'Die App sagt',
    proofs: 'Auf Grundlage dieser Delegationen',
    resources: 'Weitere Ressourcen',
    exact: 'Genaue Nachricht',
    exactNote: 'Dein Schlüssel unterschreibt genau diesen Text.',
    isReplacement: 'Die App hat ihre vorige Anfrage durch diese ersetzt. Bitte lies sie noch einmal.',
    whySignsIn: 'Deine Sitzung ist abgelaufen. Dein Passkey meldet dich an und bestätigt das in einem Schritt.',
    choose: {
      open: 'Berechtigungen auswählen',
      title: 'Berechtigungen auswählen für {host}',
      note: 'Entferne das Häkchen bei allem, was du nicht erlauben möchtest. Die App fragt dann neu nach dem Rest. Es ist noch nichts unterschrieben.',
      asRequested: 'Wie angefragt',
      submit: 'Weiter',
    },
    submitPasskey: 'Mit Passkey bestätigen',
    anotherWay: 'Anders anmelden',
    submit: {
      session: 'Anmelden',
      plain: 'Anmelden',
      host: 'Erlauben',
      user: 'Teilen',
      revocation: 'Zugriff widerrufen',
    },
  },
  capability: {
    dataActions: { browse: 'auflisten', read: 'lesen', write: 'ändern', delete: 'löschen' },
    databaseActions: {
      read: 'lesen',
      write: 'ändern',
      schema: 'umbauen',
      import: 'mit importierten Daten füllen',
      export: 'exportieren',
      execute: 'mit Befehlen steuern',
      admin: 'verwalten',
    },
    encryptionActions: {
      decrypt: 'deine Daten entschlüsseln',
      create: 'Verschlüsselung einrichten',
      revoke: 'Verschlüsselung abschalten',
    },
    stores: { data: 'Daten', sql: 'Datenbanken', duckdb: 'Analysedatenbanken' },
    data: {
      all: 'alles {actions}, was hier gespeichert ist',
      under: '{actions}, was unter {path} gespeichert ist',
      names: 'die Namen, aber nicht den Inhalt von allem sehen, was hier gespeichert ist',
      namesUnder: 'die Namen, aber nicht den Inhalt von dem sehen, was unter {path} gespeichert ist',
    },
    everything: 'alle {stores} lesen, ändern, löschen und verwalten',
    secrets: {
      all: 'alle Geheimnisse {actions}',
      under: 'Geheimnisse unter {path} {actions}',
      names: 'die Namen, aber nicht die Werte aller Geheimnisse sehen',
      namesUnder: 'die Namen, aber nicht die Werte der Geheimnisse unter {path} sehen',
    },
    secretCatalogue: 'die Liste deiner Geheimnisse {actions}',
    account: {
      read: 'deine Liste der Apps und Spaces sehen',
      write: 'deine Liste der Apps und Spaces aktualisieren',
    },
    sql: {
      all: 'alle Datenbanken hier {actions}',
      named: 'die Datenbank {name} {actions}',
    },
    duckdb: {
      all: 'alle Analysedatenbanken hier {actions}',
      named: 'die Analysedatenbank {name} {actions}',
    },
    hooks: {
      subscribe: 'alle Änderungen verfolgen',
      manage: 'bestimmen, wer Änderungen verfolgen darf',
      both: 'alle Änderungen verfolgen und bestimmen, wer das noch darf',
    },
    hooksUnder: {
      subscribe: 'alle Änderungen unter {path} verfolgen',
      manage: 'bestimmen, wer Änderungen unter {path} verfolgen darf',
      both: 'alle Änderungen unter {path} verfolgen und bestimmen, wer das noch darf',
    },
    permissions: 'die eigenen Rechte sehen',
    connections: {
      read: 'sehen, wer sonst noch Zugriff hat',
      revoke: 'anderen den Zugriff entziehen',
      both: 'sehen, wer sonst noch Zugriff hat, und ihn entziehen',
    },
    delegation: {
      read: 'sehen, ob diese Delegation aktiv ist: {cid}',
      revoke: 'diese Delegation widerrufen: {cid}',
      both: 'sehen, ob diese Delegation aktiv ist, und sie widerrufen: {cid}',
    },
    permissionsAndConnections: 'den eigenen Zugriff und den von anderen sehen',
    hosting: 'einen TinyCloud-Server diesen ganzen Space speichern lassen',
  },
  place: {
    own: {
      space: 'Dein Space {name}',
      network: 'Dein Verschlüsselungsnetz {name}',
      orbit: 'Dein älterer TinyCloud-Speicher {name}',
    },
    foreign: {
      space: 'Der Space {name} eines anderen Kontos, {address} auf Chain {chainId}',
      network: 'Das Verschlüsselungsnetz {name} eines anderen Kontos, {address} auf Chain {chainId}',
      orbit: 'Der ältere TinyCloud-Speicher {name} eines anderen Kontos, {address} auf Chain {chainId}',
    },
    known: {
      'space default': 'Deine Daten',
      'space applications': 'Die Daten deiner Apps',
      'space account': 'Dein Konto',
      'space secrets': 'Deine Geheimnisse',
      'space public': 'Deine öffentlichen Daten, für alle sichtbar',
      'network default': 'Deine Verschlüsselung',
    },
    delegation: 'Eine Delegation',
    elsewhere: 'Unbekannte Ressource',
  },
  outcome: {
    account: { title: 'Einen Moment', body: 'Dein Konto wird gesucht…' },
    signing: {
      title: 'Wird unterschrieben',
      body: 'OpenKey unterschreibt mit deinem Schlüssel und prüft das Ergebnis.',
    },
    approving: {
      title: 'Verwende deinen Passkey',
      body: 'Dein Passkey bestätigt genau das, was du gerade gelesen hast.',
    },
    continued: {
      title: 'Im Fenster fortfahren',
      body: 'OpenKey ist in einem eigenen Fenster geöffnet. Prüfe die Adresse, und fahre dort fort. Diese Seite wartet.',
    },
    done: {
      connected: 'Verbunden',
      signed: 'Erlaubt',
      narrowed: 'Auswahl an die App gesendet',
      body: 'Zurück zur App.',
    },
    problem: {
      code: 'Fehlercode',
      expected: 'Diese Seite',
      received: 'In der Anfrage',
      tryAgain: 'Noch einmal versuchen',
      leave: 'Verlassen',
      otherAccount: 'Anderes Konto verwenden',
    },
  },
  problem: {
    key_endpoint_unreachable: {
      title: 'OpenKey ist nicht erreichbar',
      body: 'Prüfe deine Verbindung, und versuche es noch einmal. Es wurde nichts unterschrieben.',
    },
    key_endpoint_rejected: {
      title: 'OpenKey hat diese Anfrage abgelehnt',
      body: 'Versuche es noch einmal, oder fange von vorn an. Es wurde nichts unterschrieben.',
    },
    rate_limited: {
      title: 'Zu viele Versuche',
      body: 'Warte einen Moment, und versuche es dann noch einmal. Es wurde nichts unterschrieben.',
    },
    session_expired: {
      title: 'Du bist abgemeldet',
      body: 'Melde dich wieder an, um fortzufahren. Es wurde nichts unterschrieben.',
    },
    signature_invalid: {
      title: 'Die Unterschrift ist ungültig',
      body: 'Sie stammt nicht von deinem Schlüssel. Deshalb hat OpenKey sie der App nicht gegeben.',
    },
    address_mismatch: {
      title: 'Das ist für ein anderes Konto',
      body: 'Die App verlangt die Unterschrift eines anderen Kontos als des verwendeten. Es wurde nichts unterschrieben.',
    },
    key_not_found: {
      title: 'Diesen Schlüssel hast du nicht',
      body: 'Die App verlangt einen Schlüssel, der nicht zu deinem Konto gehört. Es wurde nichts unterschrieben.',
    },
    chain_unsupported: {
      title: 'Diese Chain wird nicht unterstützt',
      body: 'Die App verlangt eine Chain, die OpenKey nicht unterstützt. Es wurde nichts unterschrieben.',
    },
    nonce_reused: {
      title: 'Diese Anfrage wurde schon verwendet',
      body: 'Du hast schon eine andere Nachricht mit derselben Einmalnummer unterschrieben. Geh zurück zur App, und fang von vorn an. Es wurde nichts unterschrieben.',
    },
    domain_mismatch: {
      title: 'Diese Anfrage ist für eine andere Website',
      body: 'Sie würde dich bei einer anderen Website anmelden als bei der, auf der du bist. Es wurde nichts unterschrieben.',
    },
    siwe_expired: {
      title: 'Diese Anfrage ist abgelaufen',
      body: 'Geh zurück zur App, und fang von vorn an. Es wurde nichts unterschrieben.',
    },
    siwe_not_yet_valid: {
      title: 'Diese Anfrage gilt noch nicht',
      body: 'Sie beginnt in der Zukunft. Wenn das nicht stimmt, prüfe die Uhr dieses Geräts. Es wurde nichts unterschrieben.',
    },
    siwe_lifetime_exceeded: {
      title: 'Diese Anfrage gilt zu lange',
      body: 'Die App verlangt Zugriff für längere Zeit, als OpenKey erlaubt. Es wurde nichts unterschrieben.',
    },
    recap_malformed: misleading,
    recap_statement_mismatch: misleading,
    siwe_uri_mismatch: misleading,
    siwe_malformed: unreadable,
    siwe_not_canonical: unreadable,
    message_too_large: unreadable,
    nested_frame: {
      title: 'OpenKey kann hier nicht verwendet werden',
      body: 'Die App muss OpenKey selbst öffnen. Eine Seite in der App kann das nicht.',
    },
    credentialless_frame: {
      title: 'OpenKey kann hier nicht verwendet werden',
      body: 'Diese Seite bettet OpenKey so ein, dass deine Zustimmung vergessen wird. Dein Konto ist nicht betroffen.',
    },
    presentation_unavailable: {
      title: 'Öffne OpenKey aus einer App',
      body: 'Geh zu der App, bei der du dich anmelden willst. Sie öffnet OpenKey für dich.',
    },
    origin_not_allowed: {
      title: 'OpenKey ist hier nicht verfügbar',
      body: 'Diese Seite darf OpenKey nicht verwenden. Dein Konto ist nicht betroffen.',
    },
    popup_blocked: {
      title: 'Das Fenster wurde blockiert',
      body: 'Erlaube dieser Website in deinem Browser Pop-ups, und versuche es noch einmal. Es wurde nichts unterschrieben.',
    },
    opener_severed: {
      title: 'Das Fenster erreicht diese Seite nicht',
      body: 'Diese Seite ist von den Fenstern getrennt, die sie öffnet. OpenKey kann deshalb in keinem fortfahren. Es wurde nichts unterschrieben.',
    },
    version_mismatch: {
      title: 'Diese App braucht eine Aktualisierung',
      body: 'Ihre Version passt nicht zu der von OpenKey. Lade die Seite neu. Wenn das nicht hilft, wende dich an die Entwickler der App.',
    },
    outdated_browser: {
      title: 'Aktualisiere deinen Browser',
      body: 'Dieser Browser ist zu alt für OpenKey. Aktualisiere ihn, oder nimm einen anderen. Es wurde nichts unterschrieben.',
    },
    unknown: {
      title: 'Etwas ist schiefgegangen',
      body: 'Schließe das hier, und versuche es noch einmal. Es wurde nichts unterschrieben.',
    },
  },
  access: {
    title: 'Wo du angemeldet bist',
    loading: 'Wird geladen…',
    origins: 'Apps, denen du in diesem Browser Zugriff gegeben hast',
    noOrigins: 'Du hast in diesem Browser noch keiner App Zugriff gegeben.',
    approved: 'Erlaubt am {date}',
    grant: 'Rechte erteilt am {date}',
    sharedWith: 'Mit einer anderen Person geteilt, {address} auf Chain {chainId}',
    sessions: 'Deine Sitzungen',
    noSessions: 'Melde dich an, um deine Sitzungen zu sehen.',
    opened: 'Begonnen am {date}',
    current: 'Diese Sitzung',
    inWindow: 'Das eigene Fenster von OpenKey',
    program: 'Programm: {program}',
    onDevice: 'Nennt sein Gerät {device}',
    remove: 'Entfernen',
    signOut: 'Abmelden',
    passkeys: 'Deine Passkeys',
    noPasskeys: 'Du hast keine Passkeys.',
    unnamedPasskey: 'Passkey',
    added: 'Hinzugefügt am {date}',
    addPasskey: 'Passkey hinzufügen',
    passkeyOptional: 'Du kannst dich mit einem Passkey oder einem Code per E-Mail anmelden.',
    passkeyRequired: 'Du kannst dich nur mit einem Passkey anmelden. Codes per E-Mail sind abgeschaltet.',
    requirePasskey: 'Passkey verlangen',
    allowCodes: 'Codes per E-Mail erlauben',
    autoSign: 'Unterschreiben ohne Rückfrage',
    autoSignOn:
      'OpenKey richtet deinen eigenen Speicher ohne Rückfrage ein und gibt Programmen, in denen du angemeldet bist, jeweils bis zu einer Stunde Zugriff darauf. Apps brauchen weiterhin deine Zustimmung.',
    autoSignOff: 'OpenKey unterschreibt nichts ohne Rückfrage. Apps und Programme fragen dich vielleicht öfter.',
    enableAutoSign: 'Ohne Rückfrage unterschreiben',
    disableAutoSign: 'Immer fragen',
    failure: {
      limit_reached: 'Dein Konto hat schon so viele Passkeys wie möglich. Entferne zuerst einen.',
      last_way_in: 'Das ist dein letzter Passkey, und dein Konto verlangt einen. Erlaube zuerst Codes per E-Mail.',
      passkey_missing: 'Dein Konto hat keinen Passkey. Füge einen hinzu, bevor du ihn verlangst.',
      passkeyKnown: 'Dieses Gerät hat schon einen Passkey für dein Konto.',
      passkeyFull:
        'Dein Konto hat schon so viele Passkeys wie möglich. Wenn dein Gerät oder Passwortmanager den neuen anzeigt, lösche ihn dort.',
      passkeyRefused:
        'OpenKey konnte den neuen Passkey nicht hinzufügen. Wenn ihn dein Gerät oder Passwortmanager anzeigt, lösche ihn dort.',
      passkeyUnsure:
        'OpenKey war nicht erreichbar. Dein neuer Passkey funktioniert deshalb vielleicht nicht. Wenn nicht, lösche ihn auf deinem Gerät.',
      passkeyWanted:
        'Es wurde nichts geändert. Bestätige mit einem Passkey, oder melde dich ab und wieder an: Danach brauchst du zehn Minuten lang keinen.',
      passkeyUnavailable:
        'Es wurde nichts geändert, weil dieser Browser hier keinen Passkey verwenden konnte. Melde dich ab und wieder an: Danach brauchst du zehn Minuten lang keinen.',
      cancelled: 'Es wurde kein Passkey verwendet. Es wurde nichts geändert.',
      refused: 'OpenKey hat das abgelehnt. Es wurde nichts geändert.',
      tooMany: 'Zu viele Versuche. Es wurde nichts geändert. Warte eine Minute, und versuche es dann noch einmal.',
      signedOut: 'Deine Sitzung ist abgelaufen. Es wurde nichts geändert. Melde dich wieder an, um fortzufahren.',
      unreachable:
        'OpenKey war nicht erreichbar. Es wurde nichts geändert. Prüfe deine Verbindung, und versuche es noch einmal.',
    },
  },
  device: {
    code: {
      title: 'Programm verbinden',
      hint: 'Gib den Code ein, den dir das Programm zeigt.',
      warning:
        'Verwende nur den Code eines Programms, das du gerade selbst gestartet hast. Wenn dir jemand einen Code geschickt hat, schließe diese Seite: Er würde dieser Person Zugriff auf deine Daten geben.',
      label: 'Code des Programms',
      submit: 'Weiter',
      busy: 'Wird geprüft…',
    },
    review: {
      title: 'Dieses Programm verbinden?',
      program: 'Programm',
      device: 'Nennt sein Gerät',
      network: 'Fragt aus',
      sameNetwork: '{network}, dem Netz, das du gerade verwendest',
      otherNetwork: '{network}, nicht dem Netz, das du gerade verwendest',
      unknownNetwork: 'Einem unbekannten Netz',
      until: 'Hat Zugriff bis',
      account: 'Auf dieses Konto',
      rights: 'Ohne dich noch einmal zu fragen, darf es:',
      spaces: 'alles in deinen Bereichen „default“ und „applications“ lesen, ändern und löschen',
      secrets: 'deine verschlüsselten Geheimnisse lesen und deine Variablen lesen, ändern und löschen',
      registry: 'die Liste deiner Apps und Bereiche lesen und ändern und deine Bereiche anlegen',
      limits:
        'Es kann nichts anderes unterschreiben und nicht ändern, wie du dich anmeldest. Du kannst es jederzeit entfernen.',
      otherNetworkWarning:
        'Ist das nicht dein eigenes Gerät? Dann lehne ab: Vielleicht will jemand in dein Konto gelangen.',
      submit: 'Verbinden',
      busy: 'Wird verbunden…',
      decline: 'Ablehnen',
    },
    done: {
      connected: 'Verbunden',
      connectedBody: 'Du kannst zum Programm zurückkehren. Um es zu entfernen, öffne „Wo du angemeldet bist“.',
      declined: 'Abgelehnt',
      declinedBody: 'Das Programm hat keinen Zugriff. Du kannst diese Seite schließen.',
      another: 'Anderen Code eingeben',
    },
    left: {
      title: 'Es wurde nichts verbunden',
      body: 'Du kannst diese Seite schließen.',
      again: 'Noch einmal beginnen',
    },
    signInAgain: 'Neu anmelden',
    failure: {
      unknownCode:
        'Auf diesen Code wartet kein Programm. Prüfe ihn, oder beginne im Programm noch einmal, um einen neuen zu bekommen.',
      tooMany: 'Zu viele falsche Codes. Warte eine Weile, und versuche es dann noch einmal.',
      passkeyWanted: 'Es wurde nichts verbunden. Bestätige mit deinem Passkey, oder melde dich neu an.',
      signedOut: 'Deine Sitzung ist abgelaufen. Es wurde nichts verbunden.',
      refused: 'OpenKey hat das abgelehnt. Es wurde nichts verbunden.',
      unreachable:
        'OpenKey war nicht erreichbar. Es wurde nichts verbunden. Prüfe deine Verbindung, und versuche es noch einmal.',
    },
  },
}
