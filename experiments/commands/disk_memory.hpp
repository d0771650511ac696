#pragma once
// Large arrays in a file in the place of memory, for runs that need more than there is.
#include <cstddef>
#include <string>

namespace lysep {

/// From now on what is allocated in pieces of a kilobyte or more lies in a file of this process in the folder, which is
/// mapped and has no name: the system writes to it what does not stay in memory, and it is gone with the process, which
/// lets go of its pages now and then. Throws BadInput where there is no such folder,
/// MachineFault where no file can be made in it.
void keep_on_disk(const std::string& folder);

/// What malloc and free of the programs ask: memory in the file, null where `bytes` are none of its business or there
/// is no room left in the folder; whether memory was of the file, and is given back; and how much there is of it.
void* allocate_on_disk(std::size_t bytes);
bool give_back_to_disk(void* memory);
std::size_t size_on_disk(void* memory);

/// The file has no room for more.
bool disk_is_full();

}  // namespace lysep
