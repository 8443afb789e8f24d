-- Token bucket in one atomic step.
-- KEYS[1]  the bucket
-- ARGV[1]  tokens added a second, ARGV[2]  size of the bucket, ARGV[3]  tokens this request costs
-- Returns  allowed (1 or 0), whole tokens left, milliseconds until the request could pass.
local rate = tonumber(ARGV[1])
local size = tonumber(ARGV[2])
local cost = tonumber(ARGV[3])

-- The server's clock, so that instances with different clocks agree.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000

local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(state[1]) or size
local at = tonumber(state[2]) or now

tokens = math.min(size, tokens + math.max(0, now - at) * rate)

local allowed = 0
local wait = 0
if tokens >= cost then
  tokens = tokens - cost
  allowed = 1
else
  wait = math.ceil((cost - tokens) / rate * 1000)
end

-- Six decimals: Lua's default of 14 significant digits would round a Unix time with microseconds.
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
-- A bucket that is full again needs no memory.
redis.call('PEXPIRE', KEYS[1], math.ceil(size / rate * 1000) + 1000)

return { allowed, math.floor(tokens), wait }
