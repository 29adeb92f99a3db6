"""Emoji by name, as they are typed elsewhere (`:smile:`). A small table: the panel of the editor inserts the rest."""

_TABLE = """
smile 😄  smiley 😃  grin 😁  grinning 😀  laughing 😆  joy 😂  rofl 🤣  sweat_smile 😅  wink 😉
blush 😊  innocent 😇  slight_smile 🙂  upside_down 🙃  heart_eyes 😍  kissing_heart 😘  yum 😋
stuck_out_tongue 😛  sunglasses 😎  star_struck 🤩  thinking 🤔  smirk 😏  unamused 😒
neutral_face 😐  expressionless 😑  rolling_eyes 🙄  grimacing 😬  relieved 😌  pensive 😔
sleepy 😪  sleeping 😴  mask 😷  dizzy_face 😵  cowboy 🤠  partying 🥳  confused 😕  worried 😟
frowning ☹️  open_mouth 😮  astonished 😲  flushed 😳  pleading 🥺  cry 😢  sob 😭  scream 😱
disappointed 😞  sweat 😓  weary 😩  tired_face 😫  angry 😠  rage 😡  skull 💀  poop 💩  clown 🤡
ghost 👻  robot 🤖  wave 👋  ok_hand 👌  v ✌️  crossed_fingers 🤞  point_left 👈  point_right 👉
point_up 👆  point_down 👇  thumbsup 👍  +1 👍  thumbsdown 👎  -1 👎  fist ✊  clap 👏
raised_hands 🙌  open_hands 👐  handshake 🤝  pray 🙏  writing_hand ✍️  muscle 💪  eyes 👀
brain 🧠  facepalm 🤦  shrug 🤷  heart ❤️  orange_heart 🧡  yellow_heart 💛  green_heart 💚
blue_heart 💙  purple_heart 💜  black_heart 🖤  broken_heart 💔  100 💯  boom 💥  sparkles ✨
star ⭐  fire 🔥  zap ⚡  rainbow 🌈  sunny ☀️  cloud ☁️  snowflake ❄️  tada 🎉
confetti_ball 🎊  gift 🎁  balloon 🎈  trophy 🏆  medal 🏅  rocket 🚀  bulb 💡  bug 🐛  wrench 🔧
hammer 🔨  gear ⚙️  lock 🔒  unlock 🔓  key 🔑  mag 🔍  bell 🔔  mega 📣  memo 📝  book 📖
books 📚  pushpin 📌  paperclip 📎  calendar 📅  chart 📈  computer 💻  phone 📱  camera 📷
email 📧  link 🔗  warning ⚠️  no_entry ⛔  question ❓  exclamation ❗  white_check_mark ✅
heavy_check_mark ✔️  x ❌  plus ➕  arrow_right ➡️  arrow_left ⬅️  arrow_up ⬆️
arrow_down ⬇️  hourglass ⏳  alarm_clock ⏰  coffee ☕  tea 🍵  beer 🍺  cake 🍰  pizza 🍕
rice 🍚  noodles 🍜  dumpling 🥟  watermelon 🍉  melon_eating 🍉  dog 🐶  doge 🐶  cat 🐱  panda 🐼
dragon 🐉  see_no_evil 🙈  rose 🌹  seedling 🌱  evergreen_tree 🌲  earth_asia 🌏  house 🏠  car 🚗
train 🚆  airplane ✈️  bike 🚲  soccer ⚽  guitar 🎸  art 🎨
"""
_PAIRS = _TABLE.split()
EMOJI: dict[str, str] = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
