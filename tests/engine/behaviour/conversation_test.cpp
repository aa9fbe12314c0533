// Rules of conversations: which key a message gives, and which key is waited for then (BPMN 2.0.2, 8.4.2).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

constexpr const char* belongs = " conversation=k messageKey=\"order.id\"";

std::string awaited(const Case& c, const std::string& element) {
  return std::get<state::Subscription>(c.work_of(element).detail).key;
}

TEST(Conversation, BeginsWithTheMessageThatStartsTheProcess) {
  Case c(std::string("start s message=order") + belongs + "\nreceive r message=paid" + belongs +
         "\nend e\ns -> r -> e");
  c.start("{order: {id: \"A-1\"}}", "s");
  EXPECT_EQ(awaited(c, "r"), "A-1");
  EXPECT_EQ(c.variable("conversation:k"), Value("A-1"));
}

TEST(Conversation, BeginsWithTheFirstMessageThatIsSent) {
  Case c(std::string("start s\nsend q message=order in.order==mine") + belongs + "\nreceive r message=paid" + belongs +
         "\nend e\ns -> q -> r -> e");
  c.start("{mine: {id: 7}}");
  ASSERT_EQ(c.events<event::MessageSent>().size(), 1u);
  EXPECT_EQ(c.events<event::MessageSent>()[0].key, "7");
  EXPECT_EQ(awaited(c, "r"), "7");
}

TEST(Conversation, KeepsItsFirstKey) {
  Case c(std::string("start s message=order") + belongs + "\nreceive r message=paid" + belongs +
         "\nreceive t message=paid" + belongs + "\nend e\ns -> r -> t -> e");
  c.start("{order: {id: \"A-1\"}}", "s");
  c.trigger("r", "{order: {id: \"B-2\"}}");
  EXPECT_EQ(awaited(c, "t"), "A-1");
}

TEST(Conversation, WithoutAKeyYetWaitsForWhatHasNone) {
  Case c(std::string("start s\nreceive r message=paid") + belongs + "\nreceive t message=paid" + belongs +
         "\nend e\ns -> r -> t -> e");
  c.start();
  EXPECT_EQ(awaited(c, "r"), "");
  c.trigger("r", "{order: {id: \"A-1\"}}");
  EXPECT_EQ(awaited(c, "t"), "A-1") << "the first message that came gave the key";
}

TEST(Conversation, ASubscriptionsOwnKeyGoesBefore) {
  Case c(std::string("start s message=order") + belongs + "\nreceive r message=paid key==mine" + belongs +
         "\nend e\ns -> r -> e");
  c.start("{order: {id: \"A-1\"}, mine: \"M\"}", "s");
  EXPECT_EQ(awaited(c, "r"), "M");
}

}  // namespace
}  // namespace bihuan::testing
