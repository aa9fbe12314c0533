// What ships in processes/ is deployed at the first start, and only once.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "api/application.h"

namespace bihuan::api::testing {
namespace {

TEST(Bundled, TheProcessesThatShipAreDeployedOnce) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("bihuan-bundled-" + std::to_string(getpid()))).string();
  ApplicationSettings settings{.data_folder = folder,
                               .processes_folder = std::string(BIHUAN_SOURCE_DIR) + "/processes"};
  settings.http.port = 0;
  std::optional<std::uint64_t> first;
  for (int start = 0; start < 2; ++start) {
    Application application(settings);
    const auto started = application.start();
    ASSERT_TRUE(started.has_value()) << started.error();
    EXPECT_EQ(started->one_time_password.has_value(), start == 0);
    for (const definition::Diagnostic& one : started->refused) {
      if (one.severity == definition::Severity::Error)
        ADD_FAILURE() << one.file << ":" << one.where.line << " " << one.message_zh;
    }
    ASSERT_TRUE(started->deployment.has_value());
    if (start == 0) first = started->deployment;
    EXPECT_EQ(started->deployment, first);
    EXPECT_EQ(application.store().deployments().size(), 1u);
    EXPECT_TRUE(application.store().organisation().has_value());
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace bihuan::api::testing
