import type { Catalogue } from './catalogue.ts'
import type { ProblemText } from './en/problemText.ts'

const unreadable: ProblemText = {
  title: 'OpenKey a bloqué cette demande',
  body: 'OpenKey ne peut pas la lire entièrement, et ne peut donc pas vous montrer de façon sûre ce que vous signeriez. Rien n’a été signé.',
}

const misleading: ProblemText = {
  title: 'OpenKey a bloqué cette demande',
  body: 'Le message dit une chose, mais en autoriserait une autre. Rien n’a été signé.',
}

/** French. */
export const catalogue: Catalogue = {
  common: {
    language: 'fr',
    direction: 'ltr',
    product: 'OpenKey',
    close: 'Fermer',
    cancel: 'Annuler',
    back: 'Retour',
    oneMoment: 'Un instant',
    signInTo: 'Se connecter à {host}',
    claimedName: 'Dit s’appeler {name}',
    continueInWindow: 'Continuer dans une fenêtre',
    checkWindow:
      'OpenKey continue dans sa propre fenêtre. Avant de vous y connecter ou d’y autoriser quoi que ce soit, vérifiez que l’adresse est celle d’OpenKey.',
  },
  format: { locale: 'fr' },
  welcome: {
    promise: 'L’application verra l’adresse de votre compte. Elle ne peut rien signer sans votre accord donné ici.',
    passkey: 'Continuer avec une clé d’accès',
    email: 'Continuer par e-mail',
    newHere: 'Vous découvrez OpenKey\u202F? Continuez par e-mail pour créer un compte.',
    access: 'Où vous êtes connecté',
  },
  feedback: {
    notice: {
      passkey_cancelled: 'Aucune clé d’accès n’a été utilisée. Réessayez, ou continuez par e-mail.',
      passkey_failed: 'Cette clé d’accès n’a pas fonctionné ici. Réessayez, ou continuez par e-mail.',
      session_ended: 'Votre session a pris fin. Reconnectez-vous pour continuer.',
      email_refused: 'Nous n’avons pas pu envoyer de code à cette adresse. Vérifiez qu’elle est bien écrite.',
      wrong_code: 'Ce code est incorrect ou a expiré. Vérifiez-le, ou demandez-en un nouveau.',
      slow_down: 'Trop de tentatives. Attendez une minute, puis réessayez.',
      approval_cancelled: 'Vous n’avez pas donné votre accord avec votre clé d’accès. Réessayez quand vous serez prêt.',
      approval_failed: 'Cette clé d’accès n’a pas pu confirmer cela ici. Réessayez, ou continuez autrement.',
      code_resent: 'Nous vous avons envoyé un nouveau code.',
    },
    press: {
      early: 'Prenez le temps de lire, puis appuyez de nouveau.',
      unread: 'Faites défiler pour lire tout ce que demande cette application, puis appuyez de nouveau.',
      covered: 'Une partie d’OpenKey est masquée ou hors de vue\u202F; rien n’a donc été autorisé.',
      small: 'C’est trop petit pour être lu. Agrandissez la fenêtre ou tournez votre appareil pour continuer.',
    },
  },
  signIn: {
    passkey: {
      title: 'Utilisez votre clé d’accès',
      body: 'Suivez les instructions de votre navigateur ou de votre appareil.',
      instead: 'Essayer autrement',
    },
    email: {
      title: 'Saisissez votre e-mail',
      hint: 'Nous vous enverrons un code à six chiffres.',
      label: 'Adresse e-mail',
      submit: 'Envoyer le code',
      busy: 'Envoi…',
    },
    code: {
      title: 'Saisissez votre code',
      sentTo: 'Nous l’avons envoyé à {email}',
      label: 'Code à six chiffres',
      submit: 'Continuer',
      busy: 'Vérification…',
      resend: 'Envoyer un nouveau code',
      missing: 'Nous n’y avons trouvé aucun code à six chiffres. Saisissez les six chiffres de l’e-mail.',
    },
    codeRefused: {
      window: {
        title: 'Continuez dans une fenêtre',
        body: 'Vous avez déjà un compte. Un code ne l’ouvre que dans la fenêtre d’OpenKey, où vous pouvez vérifier l’adresse. Vous y recevrez un nouveau code.',
      },
      passkey: {
        title: 'Utilisez votre clé d’accès',
        body: 'Votre compte a une clé d’accès. Un code ne suffit donc pas pour se connecter ici.',
      },
      passkeyButton: 'Utiliser votre clé d’accès',
    },
    confirm: {
      title: 'Partager l’adresse de votre compte\u202F?',
      body: '{host} verra l’adresse de ce compte. L’application ne peut rien signer sans votre accord donné ici.',
      submit: 'Continuer',
      other: 'Utiliser un autre compte',
    },
    offer: {
      title: 'Vous connecter plus vite la prochaine fois\u202F?',
      body: 'Une clé d’accès vous connecte avec votre empreinte, votre visage ou le verrouillage de l’écran. Sans code.',
      prompt:
        'Suivez les instructions de votre appareil. Si vous passez cette étape et que votre appareil enregistre quand même une clé d’accès, supprimez-la sur l’appareil\u00A0: elle ne fonctionnera pas.',
      leftover:
        'La nouvelle clé d’accès n’a pas été ajoutée. Si votre appareil ou votre gestionnaire de mots de passe l’affiche, supprimez-la à cet endroit. Vous pouvez continuer sans elle.',
      full: 'Votre compte ne peut plus recevoir de clé d’accès. Vous pouvez continuer sans en ajouter.',
      known: 'Cet appareil a déjà une clé d’accès pour votre compte. Vous pouvez continuer.',
      failed: 'Aucune clé d’accès n’a été ajoutée. Réessayez, ou continuez sans.',
      submit: 'Ajouter une clé d’accès',
      busy: 'En attente de votre appareil…',
      skip: 'Pas maintenant',
    },
  },
  review: {
    title: {
      session: 'Se connecter à {host}',
      plain: 'Se connecter à {host}',
      host: 'Configurer le stockage pour {host}',
      user: 'Partager vos données, à la demande de {host}',
      revocation: 'Révoquer un accès, à la demande de {host}',
    },
    account: 'Compte',
    expires: 'Expire',
    once: 'Après cette connexion',
    never: 'Jamais, sauf si vous le révoquez',
    permanent: 'Jamais. Pour redonner l’accès, vous devrez signer une nouvelle demande',
    recipient: 'Pour',
    toSession: 'La clé de cette application',
    toNode: 'Serveur TinyCloud',
    may: 'Cette application peut',
    mayAlso: 'Elle peut aussi',
    userMay: 'Cet utilisateur peut',
    sharedTitle: 'Ceci permet à un autre utilisateur d’agir pour vous',
    sharedWith: '{address} sur la chaîne {chainId}',
    revokedTitle: 'Ceci révoque un accès',
    revoked:
      'Toutes les personnes qui ont accès par cette délégation le perdent, de même que toutes celles avec qui elles l’ont partagé\u00A0: {cid}',
    revokedOnly: 'Cela n’autorise rien de nouveau.',
    mayRead: {
      one: 'Elle peut aussi lire {count} emplacement précis',
      other: 'Elle peut aussi lire {count} emplacements précis',
    },
    literalTitle: 'OpenKey ne peut pas expliquer ceci',
    literal: {
      always: 'Sur {resource}, utiliser {actions}',
      underCondition: 'Sur {resource}, utiliser {actions} à cette condition\u00A0: {conditions}',
      underConditions: 'Sur {resource}, utiliser {actions} à l’une de ces conditions\u00A0: {conditions}',
      moreActions: { one: 'et {count} autre action', other: 'et {count} autres actions' },
      moreConditions: { one: 'ou {count} autre condition', other: 'ou {count} autres conditions' },
    },
    unrecognised: {
      one: 'et {count} autre qu’OpenKey ne reconnaît pas',
      other: 'et {count} autres qu’OpenKey ne reconnaît pas',
    },
    moreLiterals: { one: 'et {count} autre', other: 'et {count} autres' },
    more: 'Afficher plus',
    less: 'Afficher moins',
    sensitive: 'Sensible',
    nothingGranted: 'Ceci prouve seulement qui vous êtes et ne donne accès à rien.',
    ownWords: 'L’application dit',
    proofs: 'Sur la base de ces délégations',
    resources: 'Ressources supplémentaires',
    exact: 'Message exact',
    exactNote: 'Votre clé signe exactement ce texte.',
    isReplacement: 'L’application a remplacé sa demande précédente par celle-ci. Veuillez la relire.',
    whySignsIn: 'Votre session a pris fin. Votre clé d’accès vous connecte et confirme ceci en une seule étape.',
    choose: {
      open: 'Choisir les autorisations',
      title: 'Choisir les autorisations pour {host}',
      note: 'Décochez ce que vous ne voulez pas autoriser. L’application redemandera le reste. Rien n’est encore signé.',
      asRequested: 'Comme demandé',
      submit: 'Continuer',
    },
    submitPasskey: 'Autoriser avec la clé d’accès',
    anotherWay: 'Se connecter autrement',
    submit: {
      session: 'Se connecter',
      plain: 'Se connecter',
      host: 'Autoriser',
      user: 'Partager',
      revocation: 'Révoquer l’accès',
    },
  },
  capability: {
    dataActions: { browse: 'lister', read: 'lire', write: 'modifier', delete: 'supprimer' },
    databaseActions: {
      read: 'lire',
      write: 'modifier',
      schema: 'restructurer',
      import: 'importer des données',
      export: 'exporter des données',
      execute: 'exécuter des commandes',
      admin: 'administrer',
    },
    encryptionActions: {
      decrypt: 'déchiffrer vos données',
      create: 'mettre en place le chiffrement',
      revoke: 'désactiver le chiffrement',
    },
    stores: {
      data: 'toutes les données',
      sql: 'toutes les bases de données',
      duckdb: 'toutes les bases de données analytiques',
    },
    data: {
      all: '{actions} tout ce qui est stocké ici',
      under: '{actions} ce qui est stocké sous {path}',
      names: 'voir les noms, mais pas le contenu, de tout ce qui est stocké ici',
      namesUnder: 'voir les noms, mais pas le contenu, de ce qui est stocké sous {path}',
    },
    everything: 'lire, modifier, supprimer et gérer {stores}',
    secrets: {
      all: '{actions} tous les secrets',
      under: '{actions} les secrets sous {path}',
      names: 'voir les noms, mais pas les valeurs, de tous les secrets',
      namesUnder: 'voir les noms, mais pas les valeurs, des secrets sous {path}',
    },
    secretCatalogue: 'dans la liste de vos secrets\u00A0: {actions}',
    account: {
      read: 'voir votre liste d’applications et d’espaces',
      write: 'mettre à jour votre liste d’applications et d’espaces',
    },
    sql: {
      all: 'dans toutes les bases de données d’ici\u00A0: {actions}',
      named: 'dans la base de données {name}\u00A0: {actions}',
    },
    duckdb: {
      all: 'dans toutes les bases de données analytiques d’ici\u00A0: {actions}',
      named: 'dans la base de données analytique {name}\u00A0: {actions}',
    },
    hooks: {
      subscribe: 'suivre toutes les modifications',
      manage: 'choisir qui peut suivre les modifications',
      both: 'suivre toutes les modifications et choisir qui d’autre le peut',
    },
    hooksUnder: {
      subscribe: 'suivre toutes les modifications sous {path}',
      manage: 'choisir qui peut suivre les modifications sous {path}',
      both: 'suivre toutes les modifications sous {path} et choisir qui d’autre le peut',
    },
    permissions: 'voir ses propres autorisations',
    connections: {
      read: 'voir qui d’autre a accès',
      revoke: 'retirer l’accès à d’autres',
      both: 'voir qui d’autre a accès, et le retirer',
    },
    delegation: {
      read: 'voir si cette délégation est active\u00A0: {cid}',
      revoke: 'révoquer cette délégation\u00A0: {cid}',
      both: 'voir si cette délégation est active, et la révoquer\u00A0: {cid}',
    },
    permissionsAndConnections: 'voir son propre accès et celui des autres',
    hosting: 'laisser un serveur TinyCloud stocker tout cet espace',
  },
  place: {
    own: {
      space: 'Votre espace {name}',
      network: 'Votre réseau de chiffrement {name}',
      orbit: 'Votre ancien stockage TinyCloud {name}',
    },
    foreign: {
      space: 'L’espace {name} d’un autre compte, {address} sur la chaîne {chainId}',
      network: 'Le réseau de chiffrement {name} d’un autre compte, {address} sur la chaîne {chainId}',
      orbit: 'L’ancien stockage TinyCloud {name} d’un autre compte, {address} sur la chaîne {chainId}',
    },
    known: {
      'space default': 'Vos données',
      'space applications': 'Les données de vos applications',
      'space account': 'Votre compte',
      'space secrets': 'Vos secrets',
      'space public': 'Vos données publiques, ouvertes à tous',
      'network default': 'Votre chiffrement',
    },
    delegation: 'Une délégation',
    elsewhere: 'Ressource non reconnue',
  },
  outcome: {
    account: { title: 'Un instant', body: 'Recherche de votre compte…' },
    signing: { title: 'Signature en cours', body: 'OpenKey signe avec votre clé et vérifie la signature.' },
    approving: {
      title: 'Utilisez votre clé d’accès',
      body: 'Votre clé d’accès autorise exactement ce que vous venez de lire.',
    },
    continued: {
      title: 'Continuez dans la fenêtre',
      body: 'OpenKey est ouvert dans sa propre fenêtre. Vérifiez son adresse et continuez-y. Cette page attendra.',
    },
    done: {
      connected: 'Connecté',
      signed: 'Autorisé',
      narrowed: 'Choix envoyé à l’application',
      body: 'Retour à l’application.',
    },
    problem: {
      code: 'Code d’erreur',
      expected: 'Cette page',
      received: 'Dans la demande',
      tryAgain: 'Réessayer',
      leave: 'Quitter',
      otherAccount: 'Utiliser un autre compte',
    },
  },
  problem: {
    key_endpoint_unreachable: {
      title: 'OpenKey est injoignable',
      body: 'Vérifiez votre connexion et réessayez. Rien n’a été signé.',
    },
    key_endpoint_rejected: {
      title: 'OpenKey a refusé cette demande',
      body: 'Réessayez, ou quittez et recommencez. Rien n’a été signé.',
    },
    rate_limited: {
      title: 'Trop de tentatives',
      body: 'Attendez un moment, puis réessayez. Rien n’a été signé.',
    },
    session_expired: {
      title: 'Vous êtes déconnecté',
      body: 'Reconnectez-vous pour continuer. Rien n’a été signé.',
    },
    signature_invalid: {
      title: 'La signature n’est pas valide',
      body: 'Elle n’a pas été faite avec votre clé. OpenKey ne l’a donc pas donnée à l’application.',
    },
    address_mismatch: {
      title: 'Ceci est pour un autre compte',
      body: 'L’application demande la signature d’un autre compte que celui que vous utilisez. Rien n’a été signé.',
    },
    key_not_found: {
      title: 'Vous n’avez pas cette clé',
      body: 'L’application demande une clé qui ne fait pas partie de votre compte. Rien n’a été signé.',
    },
    chain_unsupported: {
      title: 'Cette chaîne n’est pas prise en charge',
      body: 'L’application demande une chaîne qu’OpenKey ne prend pas en charge. Rien n’a été signé.',
    },
    nonce_reused: {
      title: 'Cette demande a déjà été utilisée',
      body: 'Vous avez déjà signé un autre message avec le même numéro à usage unique. Revenez à l’application et recommencez. Rien n’a été signé.',
    },
    domain_mismatch: {
      title: 'Cette demande concerne un autre site',
      body: 'Elle vous connecterait à un autre site que celui où vous êtes. Rien n’a été signé.',
    },
    siwe_expired: {
      title: 'Cette demande a expiré',
      body: 'Revenez à l’application et recommencez. Rien n’a été signé.',
    },
    siwe_not_yet_valid: {
      title: 'Cette demande n’est pas encore valable',
      body: 'Elle commence dans le futur. Si cela vous semble faux, vérifiez l’heure de cet appareil. Rien n’a été signé.',
    },
    siwe_lifetime_exceeded: {
      title: 'Cette demande dure trop longtemps',
      body: 'L’application demande un accès plus long que ce qu’OpenKey autorise. Rien n’a été signé.',
    },
    recap_malformed: misleading,
    recap_statement_mismatch: misleading,
    siwe_uri_mismatch: misleading,
    siwe_malformed: unreadable,
    siwe_not_canonical: unreadable,
    message_too_large: unreadable,
    nested_frame: {
      title: 'OpenKey ne peut pas être utilisé ici',
      body: 'L’application doit ouvrir OpenKey elle-même. Une page dans l’application ne le peut pas.',
    },
    credentialless_frame: {
      title: 'OpenKey ne peut pas être utilisé ici',
      body: 'Cette page intègre OpenKey d’une façon qui oublie ce que vous autorisez. Votre compte n’est pas touché.',
    },
    presentation_unavailable: {
      title: 'Ouvrez OpenKey depuis une application',
      body: 'Allez dans l’application à laquelle vous voulez vous connecter. Elle ouvrira OpenKey pour vous.',
    },
    origin_not_allowed: {
      title: 'OpenKey n’est pas disponible ici',
      body: 'Cette page n’a pas le droit d’utiliser OpenKey. Votre compte n’est pas touché.',
    },
    popup_blocked: {
      title: 'La fenêtre a été bloquée',
      body: 'Autorisez les fenêtres pop-up de ce site dans votre navigateur, puis réessayez. Rien n’a été signé.',
    },
    opener_severed: {
      title: 'La fenêtre ne peut pas joindre cette page',
      body: 'Cette page est isolée des fenêtres qu’elle ouvre, et OpenKey ne peut donc pas continuer dans l’une d’elles. Rien n’a été signé.',
    },
    version_mismatch: {
      title: 'Cette application doit être mise à jour',
      body: 'Sa version ne fonctionne pas avec celle d’OpenKey. Rechargez la page. Si cela ne suffit pas, contactez le développeur de l’application.',
    },
    outdated_browser: {
      title: 'Mettez votre navigateur à jour',
      body: 'Ce navigateur est trop ancien pour OpenKey. Mettez-le à jour, ou utilisez-en un autre. Rien n’a été signé.',
    },
    unknown: {
      title: 'Un problème est survenu',
      body: 'Fermez ceci et réessayez. Rien n’a été signé.',
    },
  },
  access: {
    title: 'Où vous êtes connecté',
    loading: 'Chargement…',
    origins: 'Applications que vous avez autorisées dans ce navigateur',
    noOrigins: 'Vous n’avez autorisé aucune application dans ce navigateur.',
    approved: 'Autorisée\u00A0: {date}',
    grant: 'Autorisations accordées\u00A0: {date}',
    sharedWith: 'Partagé avec un autre utilisateur, {address} sur la chaîne {chainId}',
    sessions: 'Vos sessions',
    noSessions: 'Connectez-vous pour voir vos sessions.',
    opened: 'Ouverte\u00A0: {date}',
    current: 'Cette session',
    inWindow: 'La fenêtre d’OpenKey',
    program: 'Programme\u00A0: {program}',
    onDevice: 'Appelle son appareil {device}',
    remove: 'Retirer',
    signOut: 'Se déconnecter',
    passkeys: 'Vos clés d’accès',
    noPasskeys: 'Vous n’avez aucune clé d’accès.',
    unnamedPasskey: 'Clé d’accès',
    added: 'Ajoutée\u00A0: {date}',
    addPasskey: 'Ajouter une clé d’accès',
    passkeyOptional: 'Vous pouvez vous connecter avec une clé d’accès ou un code reçu par e-mail.',
    passkeyRequired: 'Vous ne pouvez vous connecter qu’avec une clé d’accès. Les codes par e-mail sont désactivés.',
    requirePasskey: 'Exiger une clé d’accès',
    allowCodes: 'Autoriser les codes par e-mail',
    autoSign: 'Signer sans vous demander',
    autoSignOn:
      'OpenKey configure votre propre stockage sans vous demander, et y donne accès, pour une heure au plus à chaque fois, aux programmes dans lesquels vous vous êtes connecté. Les applications ont toujours besoin de votre accord.',
    autoSignOff:
      'OpenKey ne signe rien sans vous demander. Les applications et les programmes vous solliciteront peut-être plus souvent.',
    enableAutoSign: 'Autoriser à signer sans demander',
    disableAutoSign: 'Toujours me demander',
    failure: {
      limit_reached: 'Votre compte ne peut plus recevoir de clé d’accès. Retirez-en d’abord une.',
      last_way_in:
        'C’est votre dernière clé d’accès, et votre compte en exige une. Autorisez d’abord les codes par e-mail.',
      passkey_missing: 'Votre compte n’a aucune clé d’accès. Ajoutez-en une avant de l’exiger.',
      passkeyKnown: 'Cet appareil a déjà une clé d’accès pour votre compte.',
      passkeyFull:
        'Votre compte ne peut plus recevoir de clé d’accès. Si votre appareil ou votre gestionnaire de mots de passe affiche la nouvelle, supprimez-la à cet endroit.',
      passkeyRefused:
        'OpenKey n’a pas pu ajouter la nouvelle clé d’accès. Si votre appareil ou votre gestionnaire de mots de passe l’affiche, supprimez-la à cet endroit.',
      passkeyUnsure:
        'OpenKey était injoignable. Votre nouvelle clé d’accès pourrait donc ne pas fonctionner. Si c’est le cas, supprimez-la de votre appareil.',
      passkeyWanted:
        'Rien n’a été modifié. Confirmez avec une clé d’accès, ou déconnectez-vous puis reconnectez-vous\u00A0: pendant les dix minutes suivantes, vous n’en aurez pas besoin.',
      passkeyUnavailable:
        'Rien n’a été modifié, car ce navigateur n’a pas pu utiliser de clé d’accès ici. Déconnectez-vous puis reconnectez-vous\u00A0: pendant les dix minutes suivantes, vous n’en aurez pas besoin.',
      cancelled: 'Aucune clé d’accès n’a été utilisée. Rien n’a été modifié.',
      refused: 'OpenKey a refusé cela. Rien n’a été modifié.',
      tooMany: 'Trop de tentatives. Rien n’a été modifié. Attendez une minute, puis réessayez.',
      signedOut: 'Votre session a pris fin. Rien n’a été modifié. Reconnectez-vous pour continuer.',
      unreachable: 'OpenKey était injoignable. Rien n’a été modifié. Vérifiez votre connexion et réessayez.',
    },
  },
  device: {
    code: {
      title: 'Connecter un programme',
      hint: 'Saisissez le code que le programme vous affiche.',
      warning:
        'N’utilisez que le code d’un programme que vous venez de lancer vous-même. Si quelqu’un vous a envoyé un code, fermez cette page\u00A0: il donnerait à cette personne accès à vos données.',
      label: 'Code du programme',
      submit: 'Continuer',
      busy: 'Vérification…',
    },
    review: {
      title: 'Connecter ce programme\u202F?',
      program: 'Programme',
      device: 'Appelle son appareil',
      network: 'Demande depuis',
      sameNetwork: '{network}, le réseau que vous utilisez en ce moment',
      otherNetwork: '{network}, qui n’est pas le réseau que vous utilisez en ce moment',
      unknownNetwork: 'Un réseau inconnu',
      until: 'A accès jusqu’au',
      account: 'À ce compte',
      rights: 'Sans vous redemander, il peut\u00A0:',
      spaces:
        'lire, modifier et supprimer tout ce que contiennent vos espaces «\u202Fdefault\u202F» et «\u202Fapplications\u202F»',
      secrets: 'lire vos secrets chiffrés, et lire, modifier et supprimer vos variables',
      registry: 'lire et modifier la liste de vos applications et espaces, et créer vos espaces',
      limits:
        'Il ne peut rien signer d’autre, ni changer votre façon de vous connecter. Vous pouvez le retirer à tout moment.',
      otherNetworkWarning:
        'Ce n’est pas votre propre appareil\u202F? Alors refusez\u00A0: quelqu’un essaie peut-être d’accéder à votre compte.',
      submit: 'Connecter',
      busy: 'Connexion…',
      decline: 'Refuser',
    },
    done: {
      connected: 'Connecté',
      connectedBody: 'Vous pouvez revenir au programme. Pour le retirer, ouvrez «\u202FOù vous êtes connecté\u202F».',
      declined: 'Refusé',
      declinedBody: 'Le programme n’a aucun accès. Vous pouvez fermer cette page.',
      another: 'Saisir un autre code',
    },
    left: { title: 'Rien n’a été connecté', body: 'Vous pouvez fermer cette page.', again: 'Recommencer' },
    signInAgain: 'Se reconnecter',
    failure: {
      unknownCode:
        'Aucun programme n’attend ce code. Vérifiez-le, ou recommencez dans le programme pour en obtenir un nouveau.',
      tooMany: 'Trop de codes incorrects. Attendez un moment, puis réessayez.',
      passkeyWanted: 'Rien n’a été connecté. Confirmez avec votre clé d’accès, ou reconnectez-vous.',
      signedOut: 'Votre session a pris fin. Rien n’a été connecté.',
      refused: 'OpenKey a refusé cela. Rien n’a été connecté.',
      unreachable: 'OpenKey était injoignable. Rien n’a été connecté. Vérifiez votre connexion et réessayez.',
    },
  },
}
