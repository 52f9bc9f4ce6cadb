import { createRequire } from 'node:module'
import hardhatEthers from '@nomicfoundation/hardhat-ethers'
import hardhatEthersChaiMatchers from '@nomicfoundation/hardhat-ethers-chai-matchers'
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers'
import { defineConfig } from 'hardhat/config'

const solc = createRequire(import.meta.url)

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatNetworkHelpers],
  solidity: {
    // What the deployment links against or puts in front, but no contract of ours names as a contract to build.
    npmFilesToBuild: [
      '@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol',
      '@zk-kit/lazy-imt.sol/LazyIMT.sol',
      'poseidon-solidity/PoseidonT2.sol',
      'poseidon-solidity/PoseidonT3.sol',
    ],
    compilers: [
      {
        version: '0.8.37',
        // The compiler comes with npm, so that building needs no download.
        path: solc.resolve('solc/soljson.js'),
        settings: {
          optimizer: { enabled: true, runs: 200 },
          evmVersion: 'shanghai',
          // Without the hash of the metadata, the bytecode does not depend on comments and paths.
          metadata: { bytecodeHash: 'none' },
        },
      },
    ],
  },
  paths: { artifacts: './build/contracts', cache: './build/hardhat-cache' },
  networks: {
    // Tests run several chains at once, so theirs are at other ports.
    localhost: { type: 'http', url: process.env.LOCALHOST_RPC_URL ?? 'http://127.0.0.1:8545' },
  },
})
