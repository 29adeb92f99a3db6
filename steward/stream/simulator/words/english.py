"""English words and patterns, in the order of the Chinese ones."""

from steward.stream.simulator.enums import Role

TOPICS = (
    "deployment", "backups", "plugins", "permissions", "search", "themes", "translation", "sync", "notifications", "import",
    "performance", "the upgrade", "certificates", "the docs", "attachments", "tags", "the mobile app", "the database", "the reverse proxy",
    "sign-in", "share links", "templates", "shortcuts", "the calendar", "community work", "onboarding", "the API", "export",
)  # fmt: skip
SYMPTOMS = (
    "keeps spinning", "returns a 500", "says permission denied", "is very slow", "opens a blank page", "sometimes loses data",
    "shows garbled Chinese", "does nothing at all", "stops working after a restart", "eats more and more memory",
    "is invisible on my phone", "fills the log with time-outs", "behaves differently from the docs", "fails the second time",
)  # fmt: skip
ACTIONS = (
    "clear the cache", "look at the log", "pull the latest image", "set the time zone", "rebuild the index", "check the proxy configuration",
    "back up before upgrading", "switch off the plugins you do not need", "make the folder writable", "create a new token",
    "follow section three of the docs again", "raise the connection limit", "try another browser", "open an issue",
)  # fmt: skip
PLACES = (
    "a Raspberry Pi", "my Synology", "an old laptop", "a small cloud machine", "our office network", "an Android phone", "an iPad",
    "the NAS at home", "the school lab", "a virtual machine", "a home router", "Windows",
)  # fmt: skip

TITLES = {
    Role.QUESTION: (
        "{0} {1}, what now?", "Trouble with {0} on {4}", "How do I set up {0}?", "Since {2}: {0} {1}", "Can {4} handle {0}?",
        "Best practice for {0}?", "Help wanted: {0} {1}", "How does everybody do {0}?",
    ),
    Role.TOPIC: (
        "How I do {0}", "Three months of {2} on {4}", "Notes on {0}", "Reading circle no. {5}: {0}", "A suggestion about {0}",
        "Meet-up, {5} places", "I built a small tool for {0}", "What {2} changes in {0}",
    ),
}  # fmt: skip

BODIES = {
    Role.CHAT: (
        "Morning all, anybody running this on {4}?", "Finally got {0} to work, so happy", "{2} is out and mentions {0}", "Anyone up for dinner on Saturday? About {5} of us",
        "haha so true", "I had that with {0} yesterday as well, in the end I had to {3}", "got it", "busy day in here", "the page about {0} is really good now",
        "Online talk next Wednesday at eight, topic: {0}. Everyone is welcome", "If you are new here, please read the pinned message", "long day, I'll look at {0} tomorrow",
        "{5} days up on {4}, rock solid", "should somebody collect common questions about {0}?", "thanks to all the volunteers", "saving this for later",
        "it got cold today, stay warm", "the vote on {0} is in: {5} in favour", "I can organise it, say aye if you want to join", "been waiting for this feature for ages",
        "we were {5}% more active than last month", "I'll write something about {0} tonight", "does anyone have a screenshot of {0}?", "what do you all keep on {4}?",
    ),
    Role.QUESTION: (
        "Hi, {0} {1} for me. I am on {4}, version {2}. What can I do?", "New here: how should I set up {0}? I tried to {3} and it still {1}.",
        "Has anybody got {0} working on {4}? Mine {1}.", "Since {2} {0} {1}; going back helps. Is this a bug?", "Can I use {0} together with backups? I have about {5},000 notes.",
        "Where are the docs for {0}? I could not find them.", "{0} {1} and the log only says time-out. Where do I start looking?", "We are a team of {5}. How would you plan {0}?",
    ),
    Role.ANSWER: (
        "Hello, {3} first, that usually does it.", "This is known in {2}: {3} to get around it, the fix is in the next release.", "Same here once; mind {0} and {3}, then it was fine.",
        "Could you paste the log? When {0} {1} it often has to do with {4}.", "It is in the docs under {0}: {3}.", "Yes, I have used it on {4} for {5} months without trouble.",
        "I would {3} and then switch {0} on again.", "The default for {0} changed; put it back and {3}.",
    ),
    Role.FOLLOW_UP: (
        "Thanks, that helped!", "No luck, it still {1}.", "Same problem here", "Learned something, thank you", "It is the same on {4}", "One more thing: {0} needs {2} or later",
        "bump", "True, {0} is easy to get wrong", "Solved, closing this", "I'll try again tonight", "Agreed", "Good point, but be careful with {0} on {4}",
        "Could you post the screenshot again?", "It worked on the {5}th try",
    ),
    Role.TOPIC: (
        "I have sorted out {0} and let it run on {4} for {5} days. What I learned:\n\n1. {3}\n2. do not change too much of {0} at once\n3. read the log first",
        "This time we want to talk about {0}, Saturday afternoon, {5} places, first come first served.", "A short report: the work on {0} is merged for {2}, please try it and tell us.",
        "I wrote a small tool that does {0} on {4} in one step. It is open source, comments are welcome.", "A suggestion: let us talk about {0} every Wednesday so that newcomers can join.",
    ),
    Role.COMMIT: ("Fix: {0} {1}", "Add tests for {0}", "Docs: rewrite the part about {0}", "Use {5}% less memory in {0}"),
    Role.REVIEW: ("Could this part of {0} be two functions?", "Looks good, tested on {4}", "A test for {0} is missing", "I would think about the name again, the rest is fine"),
    Role.CHANGE: ("closed this", "merged into main", "added the label {0}", "moved to milestone {2}"),
    Role.SPAM: ("FREE coins for everyone, claim now https://claim{5}.example/gift", "Earn {5}00 a day from home, write to me", "Join my server for {0} giveaways https://drop{5}.example"),
    Role.JOINED: ("joined the room",),
    Role.LEFT: ("left the room",),
    Role.SILENT: ("",),
}  # fmt: skip

FORMS = {
    "image": "[image]", "file": "[file] notes-{2}.pdf", "link": "https://bluejay.example/en/{5}", "sticker": "[sticker]", "voice": "[voice] {5}\"",
    "video": "[video]", "red_packet": "[red packet]", "poke": "poked you",
}  # fmt: skip
