// The test program is its own helper, as the server is: started with the hidden word it serves scripts.
#include <gtest/gtest.h>

#include <string_view>

#include "adapters/script/helper.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "script-helper") return bihuan::script::serve_helper(0);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
