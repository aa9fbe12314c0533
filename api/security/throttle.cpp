#include "api/security/throttle.h"

#include <algorithm>

#include "api/security/secret.h"

namespace bihuan::security {
namespace {

constexpr std::int64_t free_of_name = 3, free_of_address = 30;
constexpr std::int64_t longest_us = 15 * 60 * us_per_second, forgotten_after_us = 24 * 3600 * us_per_second;

/// A hash: what somebody types as their name may be their password.
std::string name_key(const std::string& name) {
  return "name " + sha256_hex(name);
}

std::string address_key(const std::string& address) {
  return "address " + address;
}

Instant open_again(const std::optional<store::AttemptRow>& row, std::int64_t free, Instant now) {
  if (!row || now.us - row->last.us > forgotten_after_us) return now;
  return std::max(now, row->last + delay_us(row->failures, free));
}

}  // namespace

std::int64_t delay_us(std::int64_t failures, std::int64_t free) {
  const std::int64_t beyond = std::min<std::int64_t>(failures - free, 20);
  return beyond < 0 ? 0 : std::min(longest_us, us_per_second << beyond);
}

std::int64_t Throttle::wait_us(const Attempt& attempt, Instant now) const {
  const Instant name = open_again(store_.failures(name_key(attempt.name)), free_of_name, now);
  const Instant address = open_again(store_.failures(address_key(attempt.address)), free_of_address, now);
  return std::max(name, address).us - now.us;
}

bool Throttle::failed(const Attempt& attempt, Instant now) {
  const Instant forget{now.us - forgotten_after_us};
  store_.count_failure(address_key(attempt.address), now, forget);
  return store_.count_failure(name_key(attempt.name), now, forget).failures == free_of_name;
}

void Throttle::succeeded(const Attempt& attempt) {
  if (store_.failures(name_key(attempt.name))) store_.forget_failures(name_key(attempt.name));
}

std::optional<Instant> Throttle::locked_until(const std::string& name, Instant now) const {
  const Instant open = open_again(store_.failures(name_key(name)), free_of_name, now);
  return now < open ? std::optional(open) : std::nullopt;
}

void Throttle::forget_old(Instant now) {
  store_.forget_failures_before({now.us - forgotten_after_us});
}

}  // namespace bihuan::security
