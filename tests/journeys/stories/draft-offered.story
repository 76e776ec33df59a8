# A note that was not saved is offered at the next start, and goes on where it belongs.
draft The mill opened in 1912.: Who says so?
draft tag todo: What is still to
draft title 2-bridge.txt: The new bridge
draft Nowhere to be found: A thought
lasting
scope draft
screen was not saved.
screen Who says so?
keys <Enter>
scope note
keys !<Ctrl-s>
saved
did end draft
scope draft
screen What todo means was not saved.
keys <Enter>
scope note
keys  do<Ctrl-s>
scope draft
screen The title of 2-bridge.txt was not saved.
keys <Enter>
scope field
keys <Esc>
scope draft
# A passage that is gone keeps no text from being copied.
keys <Enter>
scope draft
screen The passage is not in
keys y
did copy A thought
keys <Esc>
did release draft
scope reader
