/** A family of phrases that speak to the agent against its user. */
export interface PhraseRule {
  /** The rule's id after `injection.`. */
  readonly name: string;
  /** One sentence: what such a text does. */
  readonly text: string;
  readonly severity: 'warning' | 'error';
  /** Each in the form that `compilePhrase` takes; several languages beside each other. */
  readonly phrases: readonly string[];
}

const INSTRUCTIONS =
  'instructions|instruction|prompt|prompts|rules|directives|directions|guidelines|guidance|commands|messages|context|training|constraints';
const PAST = 'previous|prior|above|earlier|preceding|foregoing|original|initial|system|safety|developer';
const NEVER = 'do_not|don_t|dont|never|must_not|should_not|shouldn_t';
const USER = 'the_user|user|users|the_human|human|the_owner|the_operator|your_operator|them|anyone|anybody';
const CREDENTIALS =
  'environment_variables|env_variables|env_vars|env_file|dotenv|ssh_keys|ssh_key|id_rsa|private_keys|private_key|credentials|passwords|secrets|api_keys|cookies|access_tokens|auth_tokens|conversation_history|chat_history|keychain|wallet|seed_phrase';

/** What the scan knows of injections that are said in words. */
export const PHRASE_RULES: readonly PhraseRule[] = [
  {
    name: 'ignore-previous',
    text: 'Tells the agent to put its earlier instructions aside.',
    severity: 'error',
    phrases: [
      `ignore|disregard|forget|discard ~3 ${PAST} ~2 ${INSTRUCTIONS}`,
      `override|overrule|bypass ~1 previous|prior|above|earlier|all_other|your ~2 ${INSTRUCTIONS}`,
      `ignore|disregard|forget|discard ~1 all|any|everything|every|your ~1 ${INSTRUCTIONS} ~2 before|above|prior|previously|given|you_received|you_were|you_have|so_far`,
      'ignore|disregard|bypass ~1 any|all|your|the ~1 content|safety|ethical|security ~1 policy|policies|guidelines|guideline|filters|restrictions|protocols',
      'forget|ignore|disregard everything|anything|all ~1 before|above|previously|you_were_told|you_have_been_told|you_ve_been_told|prior|so_far',
      'ignore|disregard|forget your instructions|guidelines|system_prompt|safety|programming|training',
      '以前|これまで|今まで|前|上記|上|先|元|過去|すべて|全て ~4 指示|命令|プロンプト|ルール|制約|指令 ~4 無視|忘れ|破棄',
      '忽略|无视|無視|忘记|忘記|不要理会|不要理會|抛弃 ~4 之前|以前|先前|上面|以上|前面|此前|所有|一切|系统|系統 ~6 指令|指示|提示|规则|規則|命令|限制|要求|说明',
      'ignoriere|ignorieren|ignoriert|vergiss|vergessen|missachte ~3 vorherigen|vorherige|vorigen|bisherigen|bisherige|obigen|fruheren|vorangegangenen ~2 anweisungen|anweisung|instruktionen|regeln|befehle|vorgaben',
      'ignora|ignorar|ignore|olvida|olvide|omite|descarta|ignorad ~3 instrucciones|ordenes|reglas|indicaciones ~2 anteriores|previas|previa|anterior|del_sistema',
      'ignora|ignore|olvida|olvide ~3 anteriores|previas ~1 instrucciones|ordenes|reglas',
      'ignore|ignorez|ignorer|oublie|oubliez|oublier ~3 instructions|consignes|regles|directives ~2 precedentes|anterieures|ci_dessus|du_systeme',
      'ignore|ignorez|oublie|oubliez ~3 precedentes ~1 instructions|consignes|regles',
    ],
  },
  {
    name: 'reveal-system-prompt',
    text: 'Tells the agent to give its system prompt away.',
    severity: 'error',
    phrases: [
      'reveal|print|repeat|output|disclose|leak|dump|expose|reproduce|recite|show|tell|send|give ~1 me|us|your|the|its|full|entire|verbatim|exact|hidden|initial ~3 system_prompt|system_message|system_instructions|hidden_instructions|initial_instructions|initial_prompt|developer_message|hidden_prompt',
      'システムプロンプト ~6 表示して|教えて|出力して|開示して|見せて|出力せよ|表示せよ|明かして',
      '显示|顯示|输出|輸出|泄露|洩露|告诉我|告訴我|打印|透露|说出 ~8 系统提示|系統提示|系统指令|系統指令',
      'zeige|zeig|verrate|nenne|gib ~3 systemprompt|system_prompt|systemanweisungen|systemanweisung',
      'muestra|muestrame|revela|imprime|dime ~3 prompt_del_sistema|mensaje_del_sistema|instrucciones_del_sistema',
      'affiche|affichez|revele|revelez|montre|montrez|donne ~3 prompt_systeme|invite_systeme|message_systeme|instructions_systeme',
    ],
  },
  {
    name: 'no-restrictions',
    text: 'Tells the agent that no rules hold for it.',
    severity: 'error',
    phrases: [
      'pretend|imagine|act|behave|roleplay ~6 no|without|any|free_of|free_from|unbound_by ~2 restrictions|restriction|limitations|guardrails|filters|content_policy|ethical_guidelines|safety_guidelines|moral|rules',
      'respond|answer|operate ~3 without ~2 guardrails|filters|content_policy|ethical_guidelines|safety_guidelines',
      'you_are|you_re ~1 no_longer ~1 bound|restricted|limited|constrained ~2 by|to',
      'you_are|you_re now ~3 unrestricted|unfiltered|jailbroken|uncensored|dan|developer_mode|god_mode|root|evil',
      'you ~1 do_anything_now',
      'your ~1 safety|ethical|content ~1 guidelines|filters|rules|restrictions|policies|policy ~2 are|is|have_been|has_been ~1 disabled|suspended|lifted|removed|off|void',
      'disable|turn_off|deactivate ~1 your|all ~1 safety|content|ethical ~1 guidelines|filters|filter|rules|restrictions|guardrails|checks',
      '制限なし|制限のない|制約なし|制約のない ~4 ai|アシスタント ~4 振る舞|行動|なりき|演じ',
      '假装|假裝|扮演 ~8 没有任何限制|沒有任何限制|没有限制|沒有限制|不受限制|无限制',
      'tu|verhalte|stelle ~5 ohne|keine|keinerlei ~2 einschrankungen|beschrankungen|regeln|grenzen',
      'finge|actua|imagina|haz ~6 sin|ninguna ~2 restricciones|restriccion|limitaciones|filtros',
      'fais|faites|agis|imagine|pretends ~6 sans|aucune ~2 restrictions|restriction|limites|filtres',
    ],
  },
  {
    name: 'hide-from-user',
    text: 'Tells the agent to keep from its user what it does.',
    severity: 'warning',
    phrases: [
      `${NEVER} ~1 tell|inform|notify|alert|warn ${USER} ~1 about|of|that ~1 this|these|it|you ~2 instruction|instructions|step|action|message|comment|file|upload|request|did|are|have|sent|ran|used|executed|section`,
      `${NEVER} ~1 tell|inform|show|mention ${USER} what you did|do|ran|run|sent|have_done`,
      `${NEVER} mention|reveal|disclose|say|admit ~1 you ~6 to ${USER}`,
      `${NEVER} ~1 mention|reveal|disclose|admit this|these|it|that ~2 to ${USER}`,
      `${NEVER} ~1 show|report|tell this|that|it to ${USER}`,
      `${NEVER} ~1 tell|inform|notify|alert ${USER} ~1 about_this|about_it|of_this|about_these|about_that`,
      'hide|conceal|keep this|these|it|that|the|all ~1 secret|hidden|changes|instructions|instruction|steps|step|actions|action|message|activity from the_user|user|the_human',
      'hide|conceal|keep this|that from the_user|the_human',
      'without telling|informing|notifying|alerting the_user|user|users|the_human|the_owner|your_operator',
      'without the_user|user|users|the_user_s|the_human|the_owner knowing|noticing|knowledge|being_aware',
      `the_user|user must|should|may not|never know|find_out|learn|see|notice ~1 this|it|about|that`,
      'ユーザー|利用者|使用者 ~1 に|には|へ ~6 言わない|伝えない|知らせない|教えない|明かさない|言うな|伝えるな|知らせるな|知られない|気づかれない|隠し',
      '不要|不能|别|別|勿|请勿|請勿 ~2 告诉|告訴|告知|通知|提醒 ~1 用户|用戶|使用者',
      '不要让|不要讓|别让|別讓 ~1 用户|用戶|使用者 ~1 知道|发现|發現',
      '向|对|對 用户|用戶|使用者 隐瞒|隱瞞|保密',
      'sag|sage|sagen|verrate|erzahle|informiere ~1 dem_nutzer|dem_benutzer|den_nutzer|den_benutzer|dem_anwender ~1 nichts|nicht',
      'ohne ~2 nutzer|benutzer|anwender ~2 zu informieren|sagen|benachrichtigen',
      'no le|les|se|lo digas|informes|cuentes|menciones|muestres|reveles ~4 usuario',
      'sin que el_usuario ~1 sepa|note|entere',
      'ne|n dis|dites|informe|informez|mentionne|mentionnez|revele|revelez ~5 utilisateur',
      'sans ~1 informer|prevenir|avertir ~1 utilisateur',
    ],
  },
  {
    name: 'exfiltrate',
    text: 'Tells the agent to send credentials or what is private to an address.',
    severity: 'error',
    phrases: [
      `send|post|upload|exfiltrate|transmit|forward|leak|submit|email|copy ~6 ${CREDENTIALS} ~6 to|at|via ~4 http|https`,
      `read|collect|gather|harvest|steal|grab ~6 ${CREDENTIALS} ~6 send|upload|exfiltrate|transmit|forward|submit`,
      `exfiltrate|steal|harvest ~2 the|all|any|user|users|their|its|your ~2 ${CREDENTIALS} ~4 to|and`,
      '環境変数|認証情報|秘密鍵|パスワード ~12 http|https ~20 送信|送って|送れ|アップロード|post',
      '发送|發送|上传|上傳|泄露 ~8 环境变量|環境變數|凭证|憑證|密钥|密鑰|密码|密碼 ~12 http|https',
      '环境变量|環境變數|凭证|憑證|密钥|密鑰|私钥|密码|密碼 ~8 发送|發送|上传|上傳 ~6 http|https',
      'sende|schicke|ubertrage ~6 umgebungsvariablen|zugangsdaten|passworter|schlussel ~6 http|https',
      'envia|manda|sube ~6 variables_de_entorno|credenciales|contrasenas|claves ~6 http|https',
      'envoie|envoyez|transmets ~6 variables_d_environnement|identifiants|mots_de_passe|cles ~6 http|https',
    ],
  },
];
