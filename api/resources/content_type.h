// Decides what an uploaded file is, by its bytes alone: its name and what the client says of it are not believed.
// What is not on the list is nothing that evidence needs, and is not taken.
#pragma once

#include <string_view>

namespace bihuan::resources {

/// image/png, image/jpeg, image/gif, image/webp, application/pdf, the three Office Open XML types, the three
/// OpenDocument types, text/plain (UTF-8 without control characters); empty for everything else.
std::string_view content_type_of_bytes(std::string_view bytes);

}  // namespace bihuan::resources
