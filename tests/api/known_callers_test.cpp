// How long a node believes what it has read about who calls.
#include "api/security/known_callers.h"

#include <gtest/gtest.h>

#include "api/security/sign_in.h"

namespace bihuan::security {
namespace {

class KnownCallersTest : public ::testing::Test {
 protected:
  KnownCallersTest() : store_(store::open_memory([] { return Instant{0}; })), known_(*store_, [this] { return now_; }) {
    store_->save_token({.hash = "t", .person = "p-a", .name = "n", .scope = "all"});
    store_->save_session({.hash = "s", .id = "s-1", .person = "p-a", .expires = {1000}});
  }
  void pass(std::chrono::milliseconds time) { now_ += time; }

  KnownCallers::Clock::time_point now_ = {};
  std::unique_ptr<store::Store> store_;
  KnownCallers known_;
};

TEST_F(KnownCallersTest, AskTheStoreOnceASecond) {
  ASSERT_TRUE(known_.token("t"));
  ASSERT_TRUE(known_.session("s"));
  store_->revoke_token("t");
  store_->end_session("s");
  pass(std::chrono::milliseconds(999));
  EXPECT_TRUE(known_.token("t"));
  EXPECT_TRUE(known_.session("s"));
  pass(std::chrono::milliseconds(1));
  EXPECT_FALSE(known_.token("t"));
  EXPECT_FALSE(known_.session("s"));
}

TEST_F(KnownCallersTest, AskAtOnceWhenSomethingChanged) {
  ASSERT_TRUE(known_.token("t"));
  ASSERT_FALSE(known_.standing("p-a").disabled);
  store_->revoke_token("t");
  store_->save_account({.person = "p-a", .roles = std::string(role_administrator), .disabled = true});
  known_.forget();
  EXPECT_FALSE(known_.token("t"));
  EXPECT_TRUE(known_.standing("p-a").disabled);
  EXPECT_TRUE(known_.standing("p-a").administrator);
}

TEST_F(KnownCallersTest, DoNotRememberWhomTheyDidNotFind) {
  EXPECT_FALSE(known_.token("new"));
  store_->save_token({.hash = "new", .person = "p-b", .name = "n", .scope = "all"});
  EXPECT_TRUE(known_.token("new"));
}

TEST_F(KnownCallersTest, KnowThatATokenWasJustUsed) {
  ASSERT_TRUE(known_.token("t"));
  known_.touch_token("t", {7});
  EXPECT_EQ(known_.token("t")->used, Instant{7});
  EXPECT_EQ(store_->token("t")->used, Instant{7});
  ASSERT_TRUE(known_.session("s"));
  known_.touch_session("s", {8});
  EXPECT_EQ(known_.session("s")->seen, Instant{8});
}

TEST_F(KnownCallersTest, HoldABoundedNumber) {
  for (std::size_t i = 0; i < KnownCallers::most_entries; ++i) {
    store_->save_token({.hash = std::to_string(i), .person = "p", .name = "n", .scope = "all"});
    ASSERT_TRUE(known_.token(std::to_string(i)));
  }
  ASSERT_TRUE(known_.token("t"));  // one too many: all the others are read again
  store_->revoke_token("1");
  EXPECT_FALSE(known_.token("1"));
}

}  // namespace
}  // namespace bihuan::security
